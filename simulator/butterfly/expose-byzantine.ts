import type { TargetSeries } from "../engine/target-series.ts";
import type { NodeMoment } from "./moment.ts";
import { computeNodes } from "./nodes.ts";
import { FAULTS } from "./trust.ts";

/** Checks of one kind for each result. */
const CHECKS_OF_RESULT = 1;
const OPERATIONS = ["sign", "verify", "encrypt", "decrypt"] as const;

/** What a coordinator says of the compute nodes: it checks every result, and counts faults under the culprit's name. */
export function exposeByzantine(series: TargetSeries, { node, trust, work, membership }: NodeMoment): void {
  if (node.role !== "coordinator") return;
  for (const worker of computeNodes) {
    const judged = trust.get(worker.name);
    if (judged === undefined || !membership.known.includes(worker)) continue;
    const own = { node_id: worker.name };
    const results = work.nodes.get(worker.name)?.inference.succeeded ?? 0;
    series.set("butterfly_reputation_score", own, judged.reputation);
    for (const [kind, { fault, check, failure }] of FAULTS.entries()) {
      const found = judged.faults[kind] ?? 0;
      series.add("butterfly_byzantine_faults_detected_total", { ...own, fault_type: fault }, found);
      series.add("butterfly_verification_failures_total", { ...own, failure_type: failure }, found);
      series.add(
        "butterfly_verification_checks_total",
        { ...own, check_type: check },
        results * CHECKS_OF_RESULT + found,
      );
      const task = { task_id: `task_${String(worker.index + 1).padStart(3, "0")}` };
      if (fault === "merkle_mismatch") series.add("butterfly_merkle_root_mismatches_total", task, found);
      if (fault !== "invalid_signature") continue;
      for (const operation of OPERATIONS) {
        const count = operation === "verify" ? found : 0;
        series.add("butterfly_cryptographic_failures_total", { ...own, operation }, count);
      }
    }
  }
}
