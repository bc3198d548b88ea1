import { BY_MODEL, type ModelServer, requestsOf } from "../../mixins/model-server/server.ts";
import { timeseries } from "../kit/panels/timeseries.ts";
import { LEGEND, ofModels } from "./selector.ts";

/**
 * *Running and waiting*: panel 9 of the dashboard of any server of language models.
 *
 * @param otherwise what it means that requests wait, and what to do.
 */
export function runningAndWaiting(server: ModelServer, otherwise: string) {
  const now = (which: "running" | "waiting") => `sum by (${BY_MODEL}) (${requestsOf(server, which, ofModels)})`;
  return timeseries({
    id: 9,
    title: "Running and waiting",
    description: `Requests that servers work on, and those that wait.\n\n**Good:** none waits for long. **Otherwise:** ${otherwise}`,
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      { expr: now("running"), legend: `${LEGEND} running` },
      { expr: now("waiting"), legend: `${LEGEND} waiting` },
    ],
  });
}
