import type { Band } from "../../kit/layout.ts";
import { stat } from "../../kit/panels/stat.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { inCluster } from "../variables.ts";

/** What is brought to the bucket, and who looks after it. */
export function bucketBand(): Band {
  return { title: "Bucket", height: 8, panels: [halted(), failures()], widths: [6, 18] };
}

const halted = () =>
  stat({
    id: 3,
    title: "Compactor",
    description:
      "Whether the compactor goes on.\n\n**Good:** *Running*. **Otherwise:** ThanosCompactorHalted fires: it met a block that it cannot make sense of, and stops before it does harm. Nothing is merged or deleted until that block is out of the way; nothing is lost either.",
    unit: "short",
    graph: "none",
    thresholds: highIsBad({ red: 1 }),
    mappings: [
      { type: "value", options: { "0": { text: "Running", color: "green", index: 0 } } },
      { type: "value", options: { "1": { text: "Halted", color: "red", index: 1 } } },
    ],
    queries: [{ expr: `max(thanos_compact_halted{${inCluster}})`, legend: "Compactor" }],
  });

const failures = () =>
  timeseries({
    id: 4,
    title: "Failures at the bucket",
    description:
      "Operations on the bucket that failed, in the interval before each point, by server and operation.\n\n**Good:** none. **Otherwise:** the bucket refuses or does not answer: its policy, the role's, the key's, or the way there. Ingestors keep what they could not upload for as long as their retention.",
    unit: "short",
    series: "lines",
    decimals: 0,
    queries: [
      {
        expr: `sum by (job, operation) (increase(thanos_objstore_bucket_operation_failures_total{${inCluster}}[$interval])) > 0`,
        legend: "{{job}} {{operation}}",
      },
    ],
  });
