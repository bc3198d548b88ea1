/** What people wait for, at any server of language models: the first rows of its dashboard. */
import { inWords } from "../../mixins/limit.ts";
import { modelServerLimits as limits } from "../../mixins/model-server/limits.ts";
import { BY_MODEL, type ModelServer, requestsOf } from "../../mixins/model-server/server.ts";
import type { Band } from "../kit/layout.ts";
import { stat } from "../kit/panels/stat.ts";
import { timeseries } from "../kit/panels/timeseries.ts";
import { highIsBad } from "../kit/thresholds.ts";
import { LEGEND, ofModels, quantile } from "./selector.ts";

/** How soon tokens come and how many requests there are: panels 1 to 6. *Phases of a request* and *Running and waiting* must stand on the page, too. */
export function tokenBands(server: ModelServer): Band[] {
  return [
    { height: 4, panels: [firstTokenNow(server), nextTokenNow(server), runningNow(server), waitingNow(server)] },
    { title: "Latency", height: 9, panels: [firstToken(server), nextToken(server)] },
  ];
}

const firstTokenNow = (server: ModelServer) =>
  stat({
    id: 1,
    title: "P95 time to first token",
    description: `Of 100 requests 95 get their first token sooner, for the model where it takes longest.\n\n**Good:** under 1 s. **Otherwise:** above ${inWords(limits.timeToFirstToken)} ${server.prefix}TimeToFirstTokenHigh fires: *Phases of a request* says whether prompts wait or are long.`,
    unit: "s",
    graph: "sparkline",
    decimals: 2,
    min: 0,
    thresholds: highIsBad({ yellow: 1, red: limits.timeToFirstToken.value }),
    queries: [{ expr: `max(${quantile(0.95, server.firstToken[0])})`, legend: "P95" }],
  });

const nextTokenNow = (server: ModelServer) =>
  stat({
    id: 2,
    title: "P95 time between tokens",
    description: `Of 100 tokens 95 come sooner after the one before, for the model where it takes longest.\n\n**Good:** under 100 ms, as fast as people read. **Otherwise:** above ${inWords(limits.interTokenLatency)} ${server.prefix}InterTokenLatencyHigh fires: batches that are too large, or a slow GPU.`,
    unit: "s",
    graph: "sparkline",
    decimals: 3,
    min: 0,
    thresholds: highIsBad({ yellow: 0.1, red: limits.interTokenLatency.value }),
    queries: [{ expr: `max(${quantile(0.95, server.nextToken[0])})`, legend: "P95" }],
  });

const runningNow = (server: ModelServer) =>
  stat({
    id: 3,
    title: "Running",
    description: `Requests that servers work on.\n\n**Good:** below what their batches take (\`${server.batchSetting}\`). **Otherwise:** with no tokens, ${server.prefix}Stalled: a server has stopped.`,
    unit: "locale",
    graph: "sparkline",
    decimals: 0,
    queries: [{ expr: `sum(${requestsOf(server, "running", ofModels)})`, legend: "Running" }],
  });

const waitingNow = (server: ModelServer) =>
  stat({
    id: 4,
    title: "Waiting",
    description: `Requests that wait for a server, of the model with the most.\n\n**Good:** 0, or a few in bursts. **Otherwise:** above ${inWords(limits.waitingRequests)} for minutes ${server.prefix}QueueGrows fires: more come than the servers can do.`,
    unit: "locale",
    graph: "sparkline",
    decimals: 0,
    min: 0,
    thresholds: highIsBad({ yellow: 1, red: limits.waitingRequests.value }),
    queries: [{ expr: `max(sum by (${BY_MODEL}) (${requestsOf(server, "waiting", ofModels)}))`, legend: "Waiting" }],
  });

const firstToken = (server: ModelServer) =>
  timeseries({
    id: 5,
    title: "Time to first token",
    description:
      "How long requests wait for their first token, by model.\n\n**Good:** P95 under the dashed line. **Otherwise:** P50 up with it, the queue is long; P95 alone, single prompts are: their reading holds up the others.",
    unit: "s",
    series: "lines",
    thresholds: highIsBad({ yellow: 1, red: limits.timeToFirstToken.value }),
    queries: [
      { expr: quantile(0.5, server.firstToken[0]), legend: `${LEGEND} P50` },
      { expr: quantile(0.95, server.firstToken[0]), legend: `${LEGEND} P95` },
    ],
  });

const nextToken = (server: ModelServer) =>
  timeseries({
    id: 6,
    title: "Time between tokens",
    description:
      "How long a token takes after the one before it, by model.\n\n**Good:** P50 under 100 ms. **Otherwise:** it rises with the batch (*Running and waiting*); alone, a GPU throttles, or another model shares it.",
    unit: "s",
    series: "lines",
    thresholds: highIsBad({ yellow: 0.1, red: limits.interTokenLatency.value }),
    queries: [
      { expr: quantile(0.5, server.nextToken[0]), legend: `${LEGEND} P50` },
      { expr: quantile(0.95, server.nextToken[0]), legend: `${LEGEND} P95` },
    ],
  });
