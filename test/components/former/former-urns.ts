import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PlanMonitor } from "../../../preview/plan-monitor.ts";
import { previewStack } from "../../../preview/preview.ts";
import type { Registration } from "../../../preview/record.ts";

interface AliasSpec {
  getName(): string;
  getType(): string;
  getParenturn(): string;
  getNoparent(): boolean;
}

interface AliasedRegistration extends Registration {
  getAliasesList(): { getSpec(): AliasSpec | undefined }[];
}

/** A place in the tree of resources. */
export interface Position {
  readonly urn: string;
  /** The URN of the component (or the stack) above it. */
  readonly parent: string;
}

/** Where a resource is, and everywhere else it may have been. */
export interface Positions {
  readonly now: Position;
  readonly before: readonly Position[];
}

const PREFIX = /^(urn:pulumi:[^:]+::[^:]+)::(.*)::(.*)$/;

/** The place of a resource below a parent, as the engine names it. */
function below(parent: string, type: string, name: string): Position {
  const [, project = "", types = ""] = PREFIX.exec(parent) ?? [];
  const above = types === "" || types === "pulumi:pulumi:Stack" ? "" : `${types}$`;
  return { urn: `${project}::${above}${type}::${name}`, parent };
}

/** The URNs of what version 0.1 had created of a stack. */
export function urnsOfFirstRelease(stack: string): readonly string[] {
  return readFileSync(join(import.meta.dirname, `0.1/${stack}.txt`), "utf8")
    .trim()
    .split("\n");
}

/** Where each resource of the program is and may have been: by its own aliases, and by those of the components above. */
export async function positionsOf(stack: string): Promise<readonly Positions[]> {
  const known = new Map<string, Positions & { readonly name: string }>();
  const root = `urn:pulumi:${stack}::aiobs::pulumi:pulumi:Stack::aiobs-${stack}`;
  const register = PlanMonitor.prototype.registerResource;
  PlanMonitor.prototype.registerResource = function (this: PlanMonitor, request: AliasedRegistration, callback) {
    const name = request.getName();
    const type = request.getType();
    const parent = known.get(request.getParent());
    const now = below(parent?.now.urn ?? root, type, name);
    // The engine renames what begins with its parent's name along with the parent.
    const inherited = (parent?.before ?? []).map(({ urn }) => {
      const was = PREFIX.exec(urn)?.[3] ?? "";
      const own = parent?.name ?? "";
      return below(urn, type, name.startsWith(own) && own !== "" ? was + name.slice(own.length) : name);
    });
    const own = request.getAliasesList().flatMap((alias) => {
      const spec = alias.getSpec();
      if (spec === undefined) return [];
      const former = spec.getNoparent() ? root : spec.getParenturn();
      return former === "" ? [] : [below(former, spec.getType() || type, spec.getName() || name)];
    });
    known.set(now.urn, { name, now, before: [...inherited, ...own] });
    return register.call(this, request, callback);
  };
  try {
    await previewStack(stack);
    return [...known.values()];
  } finally {
    PlanMonitor.prototype.registerResource = register;
  }
}
