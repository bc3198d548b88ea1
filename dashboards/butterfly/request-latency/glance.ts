import { butterflyLimits as limits } from "../../../mixins/butterfly/limits.ts";
import { inWords } from "../../../mixins/limit.ts";
import type { Band } from "../../kit/layout.ts";
import { stat } from "../../kit/panels/stat.ts";
import { highIsBad, lowIsBad } from "../../kit/thresholds.ts";
import { slowest } from "../queries.ts";
import { inCluster, onNode } from "../selectors.ts";

/** How long do requests take? */
export function latencyGlance(): Band {
  return { height: 4, panels: [p50(), p99(), inTime(), inFlight()] };
}

const p50 = () =>
  stat({
    id: 1,
    title: "P50",
    description:
      "Half of the inference requests took longer than this over 5 minutes, in the chosen cluster and the role where it is highest, whichever nodes are chosen.\n\n**Good:** the usual of this model mix. **Otherwise:** up together with *P99*, everything is slow: more work than machines, or a release.",
    unit: "s",
    graph: "sparkline",
    decimals: 2,
    min: 0,
    queries: [{ expr: slowest(0.5), legend: "P50" }],
  });

const p99 = () =>
  stat({
    id: 2,
    title: "P99",
    description: `One inference request in a hundred took longer than this over 5 minutes, in the chosen cluster and the role where it is highest, whichever nodes are chosen. 10 s means 10 s or more.\n\n**Good:** under 4 s. **Otherwise:** above ${inWords(limits.p99Latency)} ButterflyHighLatency fires: *Slowest layers* and *Pipeline stalls* say where the time goes.`,
    unit: "s",
    graph: "sparkline",
    decimals: 2,
    min: 0,
    thresholds: highIsBad({ yellow: 4, red: limits.p99Latency.value }),
    queries: [{ expr: slowest(0.99), legend: "P99" }],
  });

const inTime = () =>
  stat({
    id: 3,
    title: `Within ${limits.p99Latency.value} s`,
    description: `Share of the inference requests of the last 5 minutes that the coordinators answered within ${inWords(limits.p99Latency)}, in the cluster where it is lowest.\n\n**Good:** 99% and more, which is the objective. **Otherwise:** the error budget is used up faster than it should: ButterflyLatencyFastBurn pages when it burns fast.`,
    unit: "percentunit",
    graph: "sparkline",
    decimals: 2,
    max: 1,
    thresholds: lowIsBad({ yellow: 0.95, green: 0.99 }),
    queries: [{ expr: `min(1 - slo:error_ratio:rate5m{${inCluster}, slo="butterfly-latency"})`, legend: "In time" }],
  });

const inFlight = () =>
  stat({
    id: 4,
    title: "In flight",
    description:
      "Inference requests under way on the chosen nodes, by role.\n\n**Good:** rate times duration: 100 a second of 0.5 s each are 50. **Otherwise:** far more: requests hang; ButterflyHighLatency sees those that never end.",
    unit: "locale",
    graph: "sparkline",
    decimals: 0,
    min: 0,
    queries: [
      {
        expr: `sum by (node_role) (butterfly_requests_in_flight{${onNode}, method="inference"})`,
        legend: "{{node_role}}",
      },
    ],
  });
