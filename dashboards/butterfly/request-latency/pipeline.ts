import { butterflyLimits as limits } from "../../../mixins/butterfly/limits.ts";
import { inWords } from "../../../mixins/limit.ts";
import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { inCluster, ofModel, onNode } from "../selectors.ts";
import { tokensByModel } from "../tokens.ts";

/** What stages wait for. */
export function pipelineBands(): Band[] {
  return [
    { title: "Pipeline", height: 8, panels: [stalls(), barriers(), dependencies()] },
    { height: 8, panels: [depth(), sequences(), tokensByModel(21)] },
  ];
}

const stalls = () =>
  timeseries({
    id: 16,
    title: "Pipeline stalls",
    description:
      "Stalls per second of the chosen nodes, by what they wait for.\n\n**Good:** few. **Otherwise:** `network_wait`: the network page; `memory_pressure`: the resources page; `consensus_wait`: the consensus page.",
    unit: "ops",
    series: "stacked",
    queries: [
      { expr: `sum by (reason) (rate(butterfly_pipeline_stalls_total{${onNode}}[$interval]))`, legend: "{{reason}}" },
    ],
  });

const barriers = () =>
  timeseries({
    id: 17,
    title: "Waits at barriers",
    description: `The slowest of a hundred waits of nodes for each other, in each chosen cluster as a whole, over 5 minutes. The last bucket ends at 10 s.\n\n**Good:** under 0.1 s. **Otherwise:** above ${inWords(limits.barrierWait)} for 10 minutes ButterflyBarrierWaits fires: one stage is slower than the rest.`,
    unit: "s",
    series: "lines",
    thresholds: highIsBad({ yellow: 0.1, red: limits.barrierWait.value }),
    queries: [
      {
        expr: `cluster:butterfly_barrier_wait_duration_seconds:p99_rate5m{${inCluster}}`,
        legend: "{{cluster}}",
      },
    ],
  });

const dependencies = () =>
  timeseries({
    id: 18,
    title: "Waits for dependencies",
    description:
      "The slowest of a hundred waits of tasks for what they need, in each chosen cluster as a whole, over 5 minutes. The last bucket ends at 10 s.\n\n**Good:** under 0.1 s. **Otherwise:** tensors come late: slow layers before, or slow links.",
    unit: "s",
    series: "lines",
    thresholds: highIsBad({ yellow: 0.1, red: 1 }),
    queries: [
      {
        expr: `cluster:butterfly_dependency_wait_duration_seconds:p99_rate5m{${inCluster}}`,
        legend: "{{cluster}}",
      },
    ],
  });

const depth = () =>
  timeseries({
    id: 19,
    title: "Pipeline depth",
    description:
      "Stages of the pipelines of the chosen nodes: the average and the deepest.\n\n**Good:** as placed. **Otherwise:** deeper than planned: layers were spread over more nodes when some were lost, and each hand-over costs a round trip.",
    unit: "short",
    series: "lines",
    queries: [
      { expr: `avg by (cluster) (butterfly_pipeline_depth{${onNode}})`, legend: "{{cluster}} average" },
      { expr: `max by (cluster) (butterfly_pipeline_depth{${onNode}})`, legend: "{{cluster}} deepest" },
    ],
  });

const sequences = () =>
  timeseries({
    id: 20,
    title: "Tokens per sequence",
    description:
      "Tokens that a sequence has on average, of the chosen models.\n\n**Good:** the usual of this model mix. **Otherwise:** it rises together with the latency: longer prompts and answers, no fault.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      {
        expr: `sum by (model) (rate(butterfly_tokens_processed_total{${ofModel}}[$interval])) / on (model) sum by (model) (rate(butterfly_sequences_processed_total{${ofModel}}[$interval]))`,
        legend: "{{model}}",
      },
    ],
  });
