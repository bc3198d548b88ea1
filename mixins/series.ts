import { indexSeries, type SeriesIndex } from "../queries/promql/check.ts";
import { catalogues, mixins } from "./all.ts";

let known: SeriesIndex | undefined;

/** Every series there is to ask for: what the systems and exporters expose, and what the recording rules make of it. */
export function knownSeries(): SeriesIndex {
  known ??= indexSeries(
    catalogues,
    mixins.flatMap(({ recordings }) => recordings.flatMap(({ rules }) => rules)),
  );
  return known;
}
