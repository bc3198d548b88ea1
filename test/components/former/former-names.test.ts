import { readFileSync } from "node:fs";
import { join } from "node:path";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks.js";
import { expect, it } from "vitest";
import { previewStack } from "../../../preview/preview.ts";

interface AliasSpec {
  getName(): string;
  getType(): string;
  getParenturn(): string;
  getNoparent(): boolean;
}

interface Registration {
  getName(): string;
  getType(): string;
  getParent(): string;
  getAliasesList(): { getSpec(): AliasSpec | undefined }[];
}

const PREFIX = /^(urn:pulumi:[^:]+::[^:]+)::(.*)::(.*)$/;

/** A URN below a parent's, as the engine makes it. */
function below(parent: string, type: string, name: string): string {
  const [, project = "", types = ""] = PREFIX.exec(parent) ?? [];
  const above = types === "" || types === "pulumi:pulumi:Stack" ? "" : `${types}$`;
  return `${project}::${above}${type}::${name}`;
}

/** Every URN that the program's resources have, or had: by their own aliases, and by those of the components above. */
async function urnsOf(stack: string): Promise<ReadonlySet<string>> {
  const known = new Map<string, { name: string; urns: readonly string[] }>();
  const root = `urn:pulumi:${stack}::aiobs::pulumi:pulumi:Stack::aiobs-${stack}`;
  const register = MockMonitor.prototype.registerResource;
  MockMonitor.prototype.registerResource = function (
    this: MockMonitor,
    request: Registration,
    callback: (error: unknown, response: { getUrn(): string } | undefined) => void,
  ) {
    const name = request.getName();
    const type = request.getType();
    const parent = known.get(request.getParent()) ?? { name: "", urns: [root] };
    // The engine renames what begins with its parent's name along with the parent.
    const inherited = parent.urns.map((urn) => {
      const was = PREFIX.exec(urn)?.[3] ?? "";
      return below(
        urn,
        type,
        name.startsWith(parent.name) && parent.name !== "" ? was + name.slice(parent.name.length) : name,
      );
    });
    const own = request.getAliasesList().flatMap((alias) => {
      const spec = alias.getSpec();
      if (spec === undefined) return [];
      const former = spec.getNoparent() ? root : spec.getParenturn();
      return former === "" ? [] : [below(former, spec.getType() || type, spec.getName() || name)];
    });
    return register.call(this, request, (error: unknown, response: { getUrn(): string } | undefined) => {
      if (response !== undefined) known.set(response.getUrn(), { name, urns: [...inherited, ...own] });
      callback(error, response);
    });
  };
  try {
    await previewStack(stack);
    return new Set([...known.values()].flatMap(({ urns }) => urns));
  } finally {
    MockMonitor.prototype.registerResource = register;
  }
}

it.each(["local", "dev", "prod"])("an update of %s from version 0.1 keeps every resource", async (stack) => {
  const before = readFileSync(join(import.meta.dirname, `0.1/${stack}.txt`), "utf8")
    .trim()
    .split("\n");
  const urns = await urnsOf(stack);
  expect(before.length).toBeGreaterThan(40);
  expect(before.filter((urn) => !urns.has(urn))).toEqual([]);
});
