import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { checkKubeconfig, resolveKubeconfig } from "../../config/kubeconfig.ts";

const folder = mkdtempSync(join(tmpdir(), "kubeconfig-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("a kubeconfig that is there is right", () => {
  const file = join(folder, "config");
  writeFileSync(file, "");
  expect(checkKubeconfig(file)).toBeUndefined();
});

test("a kubeconfig that is missing is told with the setting's path and where it was looked for", () => {
  expect(checkKubeconfig(join(folder, "none"))).toMatchObject({
    where: { setting: ["aiobs:foundation", "kubeconfig"] },
    found: JSON.stringify(join(folder, "none")),
    message: `no such file: ${join(folder, "none")}; correct the path, or leave it out to use the usual one`,
  });
});

test("a folder is no kubeconfig", () => {
  expect(checkKubeconfig(folder)?.message).toBe(`not a file: ${folder}`);
});

test("~ is the home folder, at the beginning alone", () => {
  expect(resolveKubeconfig("~/.kube/config")).toBe(join(homedir(), ".kube/config"));
  expect(resolveKubeconfig("/a/~/b")).toBe("/a/~/b");
  expect(resolveKubeconfig("~other/config")).toBe(join(process.cwd(), "~other/config"));
});
