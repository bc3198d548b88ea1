import { butterflyLimits as limits } from "../../../mixins/butterfly/limits.ts";
import { inWords } from "../../../mixins/limit.ts";
import { highest } from "../../kit/extremes.ts";
import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { onNode } from "../selectors.ts";

/** What is checked, and what of it fails. */
export function checksBand(): Band {
  return { title: "Checks", height: 8, panels: [checks(), failures(), failureRatio()] };
}

const checks = () =>
  timeseries({
    id: 8,
    title: "Checks by type",
    description:
      "Verifications per second of what the chosen nodes compute, by type.\n\n**Good:** follows the work. **Otherwise:** at zero with work coming in, nothing is verified: no fault can be found either.",
    unit: "ops",
    series: "stacked",
    queries: [
      {
        expr: `sum by (check_type) (rate(butterfly_verification_checks_total{${onNode}}[$interval]))`,
        legend: "{{check_type}}",
      },
    ],
  });

const failures = () =>
  timeseries({
    id: 9,
    title: "Failed checks by type",
    description:
      "Verifications per second that fail, by type of failure.\n\n**Good:** flat on zero. **Otherwise:** `signature_invalid` points to keys, `merkle_mismatch` to state, `result_divergence` to hardware or releases that differ.",
    unit: "ops",
    series: "stacked",
    queries: [
      {
        expr: `sum by (failure_type) (rate(butterfly_verification_failures_total{${onNode}}[$interval]))`,
        legend: "{{failure_type}}",
      },
    ],
  });

const ratio = `cluster_node_id:butterfly_verification_failures:ratio_rate5m{${onNode}}`;

const failureRatio = () =>
  timeseries({
    id: 10,
    title: "Failure ratio by node",
    description: `Share of the checks that fail over 5 minutes, on the five nodes with the highest peaks of the time range.\n\n**Good:** under 0.1%. **Otherwise:** above ${inWords(limits.failedVerifications)} ButterflyVerificationFailing fires: that node, its GPUs, its keys.`,
    unit: "percentunit",
    series: "lines",
    thresholds: highIsBad({ red: limits.failedVerifications.value }),
    queries: [{ expr: highest({ count: 5, by: "cluster, node_id", of: ratio }), legend: "{{cluster}}/{{node_id}}" }],
  });
