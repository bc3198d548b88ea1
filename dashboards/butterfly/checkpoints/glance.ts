import { butterflyLimits as limits } from "../../../mixins/butterfly/limits.ts";
import { inWords } from "../../../mixins/limit.ts";
import { orZero } from "../../kit/absent.ts";
import type { Band } from "../../kit/layout.ts";
import { stat } from "../../kit/panels/stat.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { inCluster, knownNow, onNode } from "../selectors.ts";

/** Is the state kept, and is it one state? */
export function checkpointsGlance(): Band {
  return { height: 4, panels: [pending(), failed(), slowest(), divergence()] };
}

const pending = () =>
  stat({
    id: 1,
    title: "Pending checkpoints",
    description:
      "Checkpoints of the chosen nodes that are begun and not done.\n\n**Good:** 0, or a few that come and go. **Otherwise:** a number that stays: after 30 minutes without any that ends ButterflyCheckpointsStalled fires.",
    unit: "locale",
    graph: "sparkline",
    decimals: 0,
    min: 0,
    queries: [{ expr: `sum(butterfly_checkpoints{${onNode}, status="pending"})`, legend: "Checkpoints" }],
  });

const failed = () =>
  stat({
    id: 2,
    title: "Failed checkpoints",
    description: `Failed checkpoints of the chosen nodes that came in the last hour.\n\n**Good:** 0. **Otherwise:** ${inWords(limits.failedCheckpoints)} of one node in half an hour fire ButterflyCheckpointsFailing: see *Checkpoints by node*.`,
    unit: "locale",
    graph: "sparkline",
    decimals: 0,
    min: 0,
    thresholds: highIsBad({ yellow: 1, red: limits.failedCheckpoints.value }),
    queries: [
      {
        expr: `sum(butterfly_checkpoints{${onNode}, status="failed"} - min_over_time(butterfly_checkpoints{${onNode}, status="failed"}[1h]))`,
        legend: "Checkpoints",
      },
    ],
  });

const slowest = () =>
  stat({
    id: 3,
    title: "Slowest phase, P99",
    description: `The slowest of a hundred checkpoints of the last hour, in the chosen cluster and the phase where it is longest.\n\n**Good:** under 10 s. **Otherwise:** above ${inWords(limits.checkpointTime)} ButterflyCheckpointsSlow fires: *Time by phase* says which.`,
    unit: "s",
    graph: "sparkline",
    min: 0,
    thresholds: highIsBad({ red: limits.checkpointTime.value }),
    queries: [
      {
        expr: `max(cluster_phase:butterfly_checkpoint_duration_seconds:p99_rate1h{${inCluster}})`,
        legend: "P99",
      },
    ],
  });

const divergence = () =>
  stat({
    id: 4,
    title: "States that differ",
    description:
      "Times in the last hour that two nodes found their states to differ, in the chosen clusters.\n\n**Good:** 0. **Otherwise:** ButterflyStateDiverged pages: restore no checkpoint until it is known which node is right.",
    unit: "locale",
    graph: "sparkline",
    decimals: 0,
    min: 0,
    thresholds: highIsBad({ red: 0.01 }),
    queries: [
      {
        expr: orZero(`sum(cluster:butterfly_state_divergence_detected:increase1h{${inCluster}})`, knownNow),
        legend: "Times",
      },
    ],
  });
