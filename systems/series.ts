import { allRecordings } from "../mixins/groups.ts";
import { anyStack } from "../mixins/mixin.ts";
import type { Catalogue } from "../queries/catalogue.ts";
import { indexSeries, type SeriesIndex } from "../queries/promql/check.ts";
import { systems as all } from "./all.ts";
import type { System } from "./system.ts";

/** The catalogues of systems and of the exporters that their queries ask. */
export function cataloguesOf(systems: readonly System[]): readonly Catalogue[] {
  return systems.flatMap(({ mixin, catalogues = [] }) => [mixin.catalogue, ...catalogues]);
}

/** The scrape jobs of all stacks, as far as a catalogue tells what they expose. */
export function knownJobs(systems: readonly System[]): ReadonlySet<string> {
  return new Set(
    cataloguesOf(systems).flatMap(({ targetLabels }) =>
      targetLabels === "any target" ? [] : (targetLabels.job?.values ?? []),
    ),
  );
}

const known = new WeakMap<readonly System[], SeriesIndex>();

/**
 * Every series there is to ask for: what systems and their exporters expose, and what the recording rules make of it.
 * @param systems default: all of this repository.
 */
export function knownSeries(systems: readonly System[] = all): SeriesIndex {
  const index =
    known.get(systems) ??
    indexSeries(
      cataloguesOf(systems),
      systems.flatMap(({ mixin }) => allRecordings(mixin, anyStack)),
    );
  known.set(systems, index);
  return index;
}
