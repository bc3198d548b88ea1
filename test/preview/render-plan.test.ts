import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { manifestsOf } from "../../preview/manifests.ts";
import type { Plan } from "../../preview/plan.ts";
import { renderPlan } from "../../preview/render-plan.ts";
import { servedFiles } from "../../preview/served-files.ts";
import { previewed } from "../previewed.ts";
import { deployment, object } from "./checks/subject.ts";

const planOf = (resources: Plan["resources"]): Plan => ({ project: "aiobs", stack: "test", resources, outputs: {} });

function filesOf(plan: Plan): ReadonlyMap<string, string> {
  const manifests = manifestsOf(plan);
  return renderPlan(plan, manifests, servedFiles(plan, manifests));
}

/** The lines that a diff shows, of both sides. */
function changedLines(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly string[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((path) => {
    const [old, now] = [before, after].map((files) => (files.get(path) ?? "").split("\n"));
    return (old ?? []).concat(now ?? []).filter((line) => old?.includes(line) !== now?.includes(line));
  });
}

describe.each(["dev", "prod"])("what is rendered of %s", (stack) => {
  let plan: Plan;
  beforeAll(async () => {
    plan = (await previewed(stack)).plan;
  });

  it("changes by a few short lines with one word of one panel's title", () => {
    const text = JSON.stringify(plan);
    const titles = [...text.matchAll(/\\"title\\": \\"((?:\w+ )+\w+)\\"/g)].map(([, title = ""]) => title);
    const title =
      titles.find((one) => titles.indexOf(one) === titles.lastIndexOf(one)) ?? "no title is there once only";
    const renamed = text.replace(`\\"title\\": \\"${title}\\"`, `\\"title\\": \\"${title} renamed\\"`);
    const lines = changedLines(filesOf(plan), filesOf(JSON.parse(renamed)));
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.length).toBeLessThanOrEqual(8);
    expect(lines.join("\n").length).toBeLessThan(1500);
  });

  it("holds the whole text of each file of a server where it is applied, and once more where it is read", () => {
    const files = filesOf(plan);
    for (const [path, text] of servedFiles(plan, manifestsOf(plan))) {
      if (!text.trimEnd().includes("\n")) continue;
      expect(files.get(path)).toBe(text);
      const escaped = JSON.stringify(text).slice(1, -1);
      expect([...files].filter(([, content]) => content.includes(escaped)).map(([other]) => other)).toEqual([]);
    }
    for (const { kind, namespace, name, object: whole } of manifestsOf(plan)) {
      if (kind === "Secret") continue;
      const objects = [...files].filter(([path]) => path.startsWith("kubernetes/")).map(([, content]) => content);
      const same = objects.filter((content) => content.includes(`name: ${name}\n`)).map((content) => parse(content));
      expect(same, `${kind} ${namespace}/${name}`).toContainEqual(JSON.parse(JSON.stringify(whole)));
    }
  });

  it("names files so that whatever an object needs is applied before it", () => {
    const kinds = [...filesOf(plan)]
      .filter(([path]) => path.startsWith("kubernetes/"))
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([, content]) => String(parse(content).kind));
    const needed = [
      ["Namespace", "ServiceAccount"],
      ["PriorityClass", "DaemonSet"],
      ["ServiceAccount", "StatefulSet"],
      ["Role", "Deployment"],
      ["NetworkPolicy", "StatefulSet"],
      ["ConfigMap", "StatefulSet"],
      ["ConfigMap", "DaemonSet"],
      ["ConfigMap", "Service"],
      ["Service", "StatefulSet"],
      ["Deployment", "PodDisruptionBudget"],
    ] as const;
    for (const [first, then] of needed) {
      expect(kinds).toContain(first);
      expect(kinds).toContain(then);
      expect(kinds.lastIndexOf(first), `${first} before ${then}`).toBeLessThan(kinds.indexOf(then));
    }
  });

  it("leaves out every Secret, and says how to make each with the keys that its pods read", () => {
    const files = filesOf(plan);
    expect([...files].filter(([path, text]) => path.startsWith("kubernetes/") && /^kind: Secret$/m.test(text))).toEqual(
      [],
    );
    const commands = files.get("secrets.md") ?? "";
    const secrets = manifestsOf(plan).filter(({ kind }) => kind === "Secret");
    expect(secrets).not.toEqual([]);
    for (const { namespace, name, object: secret } of secrets) {
      const command =
        commands.split("\nkubectl ").find((one) => one.startsWith(`create secret generic ${name} `)) ?? "";
      expect(command).toContain(`--namespace ${namespace} `);
      const keys = [...command.matchAll(/--from-(?:file|literal)=([^=]+)=/g)].map(([, key]) => key);
      expect(keys.sort()).toEqual(Object.keys(Object(secret.stringData)).sort());
    }
    expect([...files.values()].join("\n").includes("[secret]")).toBe(true);
    expect(commands).not.toContain("[secret]");
  });

  it("has a password made where the program makes one, and asks for all other values", () => {
    const commands = filesOf(plan).get("secrets.md") ?? "";
    const generated = [...commands.matchAll(/--from-literal=([^=]+)=/g)].map(([, key]) => key);
    const passwords = plan.resources.filter(({ type }) => type.endsWith(":RandomPassword")).map(({ name }) => name);
    expect(generated.length).toBeGreaterThan(0);
    for (const key of generated) expect(passwords).toContainEqual(expect.stringMatching(`-${key}$`));
    expect(generated).toHaveLength(passwords.length);
  });

  it("gives each resource of a provider a file of its own, in no folder of its own", () => {
    const files = filesOf(plan);
    for (const provider of ["aws", "grafana"]) {
      // Beside them are the files that a server of that name reads.
      const paths = [...files.keys()].filter((path) => path.startsWith(`${provider}/`) && path.endsWith(".json"));
      expect(paths).toHaveLength(plan.resources.filter(({ type }) => type.startsWith(`${provider}:`)).length);
      for (const path of paths) expect(path).toMatch(/^[^/]+\/[^/]+\.json$/);
    }
  });
});

describe("renderPlan", () => {
  const tag = (name: string) => ({ ...object("Tag", name, {}), type: "aws:autoscaling/tag:Tag" });

  it("writes names with slashes, and very long ones, to files of their own", () => {
    const long = "x".repeat(400);
    const names = ["pool/k8s.io/a", "pool_k8s.io_a", "pool%2Fk8s.io%2Fa", "../../escaped", `${long}a`, `${long}b`];
    const paths = [...filesOf(planOf(names.map(tag))).keys()].filter((path) => path.startsWith("aws/"));
    expect(new Set(paths).size).toBe(names.length);
    for (const path of paths) expect(path).toMatch(/^aws\/autoscaling-Tag-[^/]{1,220}\.json$/);
  });

  it("refuses two objects that would be one file", () => {
    const resources = [object("Role", "host-x", {}, "a"), object("Role", "x", {}, "a-host")];
    expect(() => filesOf(planOf(resources))).toThrow("would be written to kubernetes/10-role-a-host-x.yaml");
  });

  it("says nothing of Secrets where there are none", () => {
    expect([...filesOf(planOf([deployment("app")])).keys()]).not.toContain("secrets.md");
  });
});
