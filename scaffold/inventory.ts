/** What there is already: the names that are taken, and what a new thing can be added to. */
import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { panelsOf } from "../dashboards/walk.ts";
import { allAlertGroups } from "../mixins/groups.ts";
import { everyStack } from "../mixins/mixin.ts";
import { policies } from "../policy/all.ts";
import type { Catalogue } from "../queries/catalogue.ts";
import { systems } from "../systems/all.ts";
import { presets } from "../systems/presets/all.ts";
import { cataloguesOf, knownJobs } from "../systems/series.ts";
import type { System } from "../systems/system.ts";
import { title } from "./names.ts";

/** An observed system, as far as a new part of it must know. */
export interface KnownSystem {
  readonly name: string;
  /** `preset`: what many applications are, whose alerts keep the name of the application. */
  readonly kind: "system" | "preset";
  /** Its scrape jobs. Empty: it is seen in those of others. */
  readonly jobs: readonly string[];
  /** The dashboard that its alerts open first (`<system>-overview` where there is none yet), and the folder of its dashboards. */
  readonly dashboard: { readonly uid: string; readonly folder: string };
  /** A gauge of its own that this dashboard shows: what an alert may begin with. Absent: `up`. */
  readonly gauge?: string;
}

/** What there is. */
export interface Inventory {
  readonly systems: readonly KnownSystem[];
  readonly alerts: ReadonlySet<string>;
  readonly metrics: ReadonlySet<string>;
  /** The `uid`s. */
  readonly dashboards: ReadonlySet<string>;
  readonly policies: ReadonlySet<string>;
  readonly stacks: ReadonlySet<string>;
  /** The pillars that have servers, each with the file that lists them. */
  readonly pillars: ReadonlyMap<string, string>;
  /** The servers, by file name. */
  readonly servers: ReadonlySet<string>;
}

/** Takes stock of a clone of the repository. */
export function takeInventory(root: string): Inventory {
  const found = (pattern: string) => globSync(pattern, { cwd: root });
  const stack = everyStack(knownJobs(systems));
  const catalogues = cataloguesOf(systems);
  const listing = found("components/*/*.ts").filter((file) =>
    readFileSync(join(root, file), "utf8").includes(`export function ${pillarOf(file)}Servers(`),
  );
  return {
    // What people bring along is in files of their own kinds.
    systems: systems.filter(({ mixin }) => mixin.brought === undefined).map(knownSystem),
    alerts: new Set(
      systems.flatMap(({ mixin }) =>
        allAlertGroups(mixin, stack).flatMap(({ rules }) => rules.map(({ alert }) => alert)),
      ),
    ),
    metrics: new Set(catalogues.flatMap(({ metrics }) => metrics.map(({ name }) => name))),
    dashboards: new Set(systems.flatMap(({ dashboards }) => dashboards.map(({ uid }) => uid))),
    policies: new Set(policies.map(({ name }) => name)),
    stacks: new Set(found("Pulumi.*.yaml").map((file) => file.slice("Pulumi.".length, -".yaml".length))),
    pillars: new Map(listing.map((file) => [pillarOf(file), file])),
    servers: new Set(listing.flatMap((file) => found(`${dirname(file)}/*.ts`)).map((file) => basename(file, ".ts"))),
  };
}

/** Whether a path of the repository is there. */
export function isThere(root: string, path: string): boolean {
  return existsSync(join(root, path));
}

function pillarOf(file: string): string {
  return basename(dirname(file));
}

function knownSystem({ mixin, catalogues = [], dashboards }: System): KnownSystem {
  const [first] = dashboards;
  // A system without dashboards gets its first one by `npm run new -- dashboard overview`.
  const { uid, folder } = first ?? { uid: `${mixin.system}-overview`, folder: title(mixin.system) };
  const shown = (first === undefined ? [] : panelsOf(first.build())).flatMap(({ targets }) =>
    (targets ?? []).map((target) => JSON.stringify(target)),
  );
  const gauge = [mixin.catalogue, ...catalogues]
    .flatMap(({ metrics, targetLabels }) => (targetLabels === "any target" ? [] : metrics))
    .find(({ name, type }) => type === "gauge" && shown.some((query) => query.includes(name)))?.name;
  return {
    name: mixin.system,
    kind: presets.some((preset) => preset.mixin.system === mixin.system) ? "preset" : "system",
    jobs: jobsOf(mixin.catalogue),
    dashboard: { uid, folder },
    ...(gauge === undefined ? {} : { gauge }),
  };
}

function jobsOf({ targetLabels }: Catalogue): readonly string[] {
  return targetLabels === "any target" ? [] : (targetLabels.job?.values ?? []);
}
