import { indexSeries, type SeriesIndex } from "../queries/promql/check.ts";
import { catalogues, mixins } from "./all.ts";

/** Every series there is to ask for: what the systems and exporters expose, and what the recording rules make of it. */
export function knownSeries(): SeriesIndex {
  return indexSeries(
    catalogues,
    mixins.flatMap(({ recordings }) => recordings.flatMap(({ rules }) => rules)),
  );
}
