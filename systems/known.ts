import type { Known } from "../queries/check.ts";
import { indexLogs } from "../queries/logql/lines.ts";
import { indexSpans } from "../queries/traceql/spans.ts";
import { systems as all } from "./all.ts";
import { knownSeries } from "./series.ts";
import type { System } from "./system.ts";

const found = new WeakMap<readonly System[], Known>();

/**
 * Everything that a query may ask for: series, log streams and spans.
 * @param systems default: all of this repository.
 */
export function knownData(systems: readonly System[] = all): Known {
  const known = found.get(systems) ?? {
    series: knownSeries(systems),
    logs: indexLogs(systems.flatMap(({ logs }) => logs ?? [])),
    spans: indexSpans(systems.flatMap(({ traces }) => traces ?? [])),
  };
  found.set(systems, known);
  return known;
}
