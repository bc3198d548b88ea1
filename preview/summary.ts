/** What a plan comes to: by component, in a few numbers. */
import type { StackCapacity } from "../components/compute/capacity.ts";
import type { ChangedAlert } from "../systems/alert-changes.ts";
import type { PartElsewhere } from "../systems/parts-elsewhere.ts";
import type { CheckResult } from "./checks/check.ts";
import { type ExpectedSecret, expectedSecrets } from "./expected-secrets.ts";
import { manifestsOf } from "./manifests.ts";
import { type MissingSecret, missingSecrets } from "./missing-secrets.ts";
import type { Plan } from "./plan.ts";
import type { PlannedResource } from "./record.ts";
import type { SeriesView } from "./series-view.ts";
import type { ToldRow } from "./who-is-told.ts";

/** One top-level component of the program, and what it creates. */
export interface ComponentSummary {
  readonly name: string;
  /** The component's token, e.g. `aiobs:prometheus:Prometheus`. */
  readonly type: string;
  /** Kind of resource → how many, most first. */
  readonly kinds: readonly (readonly [kind: string, count: number])[];
  readonly count: number;
}

/** A check, and what came of it. */
export interface CheckSummary extends CheckResult {
  readonly title: string;
  readonly unit: string;
}

/** Everything the report says. */
export interface Summary {
  readonly project: string;
  readonly stack: string;
  readonly resources: number;
  readonly components: readonly ComponentSummary[];
  /** Resources that Pulumi refuses to delete. */
  readonly protected: readonly string[];
  readonly checks: readonly CheckSummary[];
  /** The Secrets that are not among the manifests. */
  readonly missingSecrets: readonly MissingSecret[];
  /** The Secrets that must be in the cluster: others make them. */
  readonly expectedSecrets: readonly ExpectedSecret[];
  /** What the stack's own node pools may scale to. */
  readonly capacity: StackCapacity;
  /** Each alert, and who is told of it. */
  readonly told: readonly ToldRow[];
  /** The alerts that the settings change. */
  readonly changedAlerts: readonly ChangedAlert[];
  /** The parts that the stack does not bring. */
  readonly partsElsewhere: readonly PartElsewhere[];
  /** How many series the stack has, and what they cost. */
  readonly series: SeriesView;
}

/** Summarises a plan, with what is known of the stack beside it. */
export function summarise(
  plan: Plan,
  checks: readonly CheckSummary[],
  beside: Pick<Summary, "capacity" | "told" | "changedAlerts" | "partsElsewhere" | "series">,
): Summary {
  const byUrn = new Map(plan.resources.map((resource) => [resource.urn, resource]));
  const groups = new Map<string, { readonly root: PlannedResource; readonly members: PlannedResource[] }>();
  const manifests = manifestsOf(plan);
  const created = plan.resources.filter(({ kind }) => kind === "custom");
  for (const resource of created) {
    const root = topLevel(resource, byUrn);
    const group = groups.get(root.urn) ?? { root, members: [] };
    group.members.push(resource);
    groups.set(root.urn, group);
  }
  const components = [...groups.values()].map(({ root, members }) => ({
    name: root.name,
    type: root.type,
    kinds: countKinds(members),
    count: members.length,
  }));
  return {
    project: plan.project,
    stack: plan.stack,
    resources: created.length,
    components: components.sort((a, b) => (a.name < b.name ? -1 : 1)),
    protected: created.filter((resource) => resource.protect).map(({ type, name }) => `${shortKind(type)} ${name}`),
    missingSecrets: missingSecrets(manifests),
    expectedSecrets: expectedSecrets(manifests),
    checks,
    ...beside,
  };
}

/** The component directly below the stack that a resource belongs to, or the resource itself. */
function topLevel(resource: PlannedResource, byUrn: ReadonlyMap<string, PlannedResource>): PlannedResource {
  const parent = resource.parent === undefined ? undefined : byUrn.get(resource.parent);
  return parent === undefined || parent.type === "pulumi:pulumi:Stack" ? resource : topLevel(parent, byUrn);
}

/** `kubernetes:apps/v1:StatefulSet` → `StatefulSet`. */
function shortKind(type: string): string {
  return type.split(":").at(-1) ?? type;
}

function countKinds(resources: readonly PlannedResource[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { type } of resources) counts.set(shortKind(type), (counts.get(shortKind(type)) ?? 0) + 1);
  return [...counts].sort(([kindA, a], [kindB, b]) => b - a || (kindA < kindB ? -1 : 1));
}
