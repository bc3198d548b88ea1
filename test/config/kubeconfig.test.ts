import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { checkCluster, resolveKubeconfig } from "../../config/kubeconfig.ts";

const folder = mkdtempSync(join(tmpdir(), "kubeconfig-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A kubeconfig with a context for each server. */
function kubeconfig(name: string, servers: Readonly<Record<string, string>>): string {
  const file = join(folder, name);
  const entries = Object.entries(servers);
  const content = {
    "current-context": entries[0]?.[0],
    contexts: entries.map(([context]) => ({ name: context, context: { cluster: `c-${context}`, user: "u" } })),
    clusters: entries.map(([context, server]) => ({ name: `c-${context}`, cluster: { server } })),
  };
  writeFileSync(file, stringify(content));
  return file;
}

const own = kubeconfig("own", { dev: "https://dev:6443", "kind-aiobs": "https://127.0.0.1:6443" });
const messages = (...args: Parameters<typeof checkCluster>) =>
  checkCluster(...args).map(({ where, message }) => [where, message]);

describe("the cluster that a stack goes to", () => {
  test("is the one that it names, whichever is current", () => {
    expect(checkCluster({ kubeconfig: own, context: "kind-aiobs" })).toEqual([]);
    expect(checkCluster({ context: "kind-aiobs" }, own)).toEqual([]);
  });

  test("is never kubectl's current one", () => {
    expect(messages({ kubeconfig: own })).toEqual([
      [{ setting: ["aiobs:foundation", "context"] }, expect.stringContaining('expected "dev" or "kind-aiobs"')],
    ]);
  });

  test("is refused where the kubeconfig does not know it", () => {
    expect(messages({ context: "kind-other" }, own)).toEqual([
      [
        { setting: ["aiobs:foundation", "context"] },
        'no such context in the kubeconfig; expected "dev" or "kind-aiobs"',
      ],
    ]);
  });

  test("is refused where a context of its name leads elsewhere", () => {
    const server = "https://127.0.0.1:7777";
    expect(messages({ kubeconfig: own, context: "kind-aiobs", server })).toEqual([
      [{ setting: ["aiobs:foundation", "server"] }, expect.stringContaining("leads to https://127.0.0.1:6443")],
    ]);
    expect(checkCluster({ kubeconfig: own, context: "kind-aiobs", server: "https://127.0.0.1:6443" })).toEqual([]);
  });

  test("is found in several files, the first of one name counting", () => {
    const other = kubeconfig("other", { dev: "https://elsewhere:6443", prod: "https://prod:6443" });
    const both = [own, join(folder, "none"), other].join(delimiter);
    expect(checkCluster({ context: "prod" }, both)).toEqual([]);
    expect(checkCluster({ context: "dev", server: "https://dev:6443" }, both)).toEqual([]);
  });

  test("is not asked for on a machine without a kubeconfig, which leads nowhere", () => {
    expect(checkCluster({}, join(folder, "none"))).toEqual([]);
  });

  test("is not taken from a variable that holds credentials", () => {
    expect(messages({ context: "dev" }, "apiVersion: v1\nkind: Config\n")).toEqual([
      [{ setting: ["aiobs:foundation", "kubeconfig"] }, expect.stringContaining("write it to a file")],
    ]);
  });
});

test("a kubeconfig that is missing is told with the setting's path and where it was looked for", () => {
  expect(checkCluster({ kubeconfig: join(folder, "none") })).toMatchObject([
    {
      where: { setting: ["aiobs:foundation", "kubeconfig"] },
      found: JSON.stringify(join(folder, "none")),
      message: `no such file: ${join(folder, "none")}; correct the path, or leave it out to use the usual one`,
    },
  ]);
});

test("a folder is no kubeconfig", () => {
  expect(messages({ kubeconfig: folder })[0]?.[1]).toBe(`not a file: ${folder}`);
});

test("~ is the home folder, at the beginning alone", () => {
  expect(resolveKubeconfig("~/.kube/config")).toBe(join(homedir(), ".kube/config"));
  expect(resolveKubeconfig("/a/~/b")).toBe("/a/~/b");
  expect(resolveKubeconfig("~other/config")).toBe(join(process.cwd(), "~other/config"));
});
