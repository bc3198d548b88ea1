import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readStackFile } from "../../config/read-stack-file.ts";
import { clusterSecrets } from "../../config/secrets.ts";
import { expectedSecrets } from "../../preview/expected-secrets.ts";
import { manifestsOf } from "../../preview/manifests.ts";
import { goldenStacks } from "../plans/golden-stacks.ts";
import { previewed } from "../previewed.ts";
import { deployment, object, subject } from "./checks/subject.ts";

/** A stack's settings, as far as servers of the stack read them: the receivers of an Alertmanager that is there are for whoever has that. */
function readSettings(stack: string, file = join(import.meta.dirname, `../../Pulumi.${stack}.yaml`)) {
  const { alertmanager, ...others } = readStackFile(file).raw;
  return Object(alertmanager).existing === undefined ? { alertmanager, ...others } : others;
}

describe("the Secrets that must be in the cluster", () => {
  it.each(goldenStacks)("are, of %s, each that its settings name and nothing makes", async (stack, file) => {
    const { plan, summary, files } = await previewed(stack, file);
    const made = manifestsOf(plan).filter(({ kind }) => kind === "ExternalSecret");
    const external = new Set(made.map(({ name }) => name));
    const named = clusterSecrets(readSettings(stack, file)).filter((name) => !external.has(name));
    const listed = summary.expectedSecrets.map(({ name }) => name);
    expect(listed).toEqual(expect.arrayContaining([...named]));
    // Beside them only certificates of ways in, which are no secrets of anybody here.
    const others = summary.expectedSecrets.filter(({ name }) => !named.includes(name));
    for (const { readers } of others) expect(readers.every((reader) => reader.startsWith("Ingress "))).toBe(true);
    for (const { name, namespace, command } of summary.expectedSecrets) {
      expect(command).toContain(` ${name} --namespace ${namespace} `);
      expect(files.get("secrets.md")).toContain(command);
    }
  });

  it("have the keys that all of their readers want, once each", () => {
    const items = (...keys: readonly string[]) => ({
      name: "secrets",
      projected: { sources: [{ secret: { name: "login", items: keys.map((key) => ({ key, path: key })) } }] },
    });
    const { manifests } = subject([
      deployment("a", {}, { volumes: [items("token", "user")] }),
      deployment("b", {}, { volumes: [items("token")], imagePullSecrets: [{ name: "registry" }] }),
    ]);
    expect(expectedSecrets(manifests)).toMatchObject([
      { name: "login", keys: ["token", "user"], readers: ["Deployment a", "Deployment b"], without: "waits" },
      { name: "registry", keys: [".dockerconfigjson"], readers: ["Deployment b"] },
    ]);
  });

  it("are none that the plan makes, itself or by the operator, in the same namespace", () => {
    const reader = deployment("a", {}, { volumes: [{ name: "s", secret: { secretName: "own" } }] });
    const names = (...others: readonly Parameters<typeof subject>[0][number][]) =>
      expectedSecrets(subject([reader, ...others]).manifests).map(({ name }) => name);
    expect(names()).toEqual(["own"]);
    expect(names(object("Secret", "own", {}))).toEqual([]);
    expect(names(object("ExternalSecret", "own", {}))).toEqual([]);
    expect(names(object("Secret", "own", {}, "elsewhere"))).toEqual(["own"]);
  });

  it("hold nobody up where what reads them can do without", () => {
    const optional = { name: "login", optional: true, items: [{ key: "token", path: "token" }] };
    const { manifests } = subject([
      deployment("a", {}, { volumes: [{ name: "s", projected: { sources: [{ secret: optional }] } }] }),
      object("Ingress", "way", { spec: { tls: [{ hosts: ["a.example.com"], secretName: "tls" }] } }),
    ]);
    expect(expectedSecrets(manifests).map(({ name, without }) => [name, without])).toEqual([
      ["login", "goes on"],
      ["tls", "goes on"],
    ]);
  });
});
