import { butterflyLimits as limits } from "../../../mixins/butterfly/limits.ts";
import { inWords } from "../../../mixins/limit.ts";
import { orZero } from "../../kit/absent.ts";
import type { Band } from "../../kit/layout.ts";
import { stat } from "../../kit/panels/stat.ts";
import { highIsBad, lowIsBad } from "../../kit/thresholds.ts";
import { faultsOfHour } from "../queries.ts";
import { inCluster, knownNow, onNode, targets } from "../selectors.ts";

/** Is there a fault at all, and how many nodes have one? */
export function byzantineGlance(): Band {
  return { height: 4, panels: [faults(), faultyNodes(), failedChecks(), lowestReputation()] };
}

const faults = () =>
  stat({
    id: 1,
    title: "Faults in the last hour",
    description:
      "Byzantine faults detected at the chosen nodes in the last hour, by the coordinator that counts most.\n\n**Good:** 0. **Otherwise:** ButterflyByzantineFaultDetected pages on the first one: *Faults by node* says whose.",
    unit: "locale",
    graph: "sparkline",
    decimals: 0,
    min: 0,
    thresholds: highIsBad({ red: 0.01 }),
    queries: [{ expr: orZero(`sum(${faultsOfHour})`, knownNow), legend: "Faults" }],
  });

const faultyNodes = () =>
  stat({
    id: 2,
    title: "Nodes at fault",
    description: `Share of all nodes with a fault in the last hour, in the cluster where it is highest.\n\n**Good:** 0. **Otherwise:** above ${inWords(limits.faultyNodes)} the protocol proves nothing any more and ButterflyByzantineTolerance pages: stop taking requests.`,
    unit: "percentunit",
    graph: "sparkline",
    decimals: 0,
    min: 0,
    thresholds: highIsBad({ yellow: 0.01, red: limits.faultyNodes.value }),
    queries: [
      {
        expr: orZero(
          `max(count by (cluster) (max by (cluster, node_id) (cluster_node_id_fault_type:butterfly_byzantine_faults_detected:increase1h{${inCluster}}) > 0) / on (cluster) count by (cluster) (up{${targets}, ${inCluster}}))`,
          knownNow,
        ),
        legend: "Share",
      },
    ],
  });

const failedChecks = () =>
  stat({
    id: 3,
    title: "Failed checks",
    description: `Share of the checks on the chosen nodes that fail over 5 minutes, on the node where it is highest.\n\n**Good:** under 0.1%. **Otherwise:** above ${inWords(limits.failedVerifications)} ButterflyVerificationFailing fires: see *Failure ratio by node*.`,
    unit: "percentunit",
    graph: "sparkline",
    decimals: 2,
    min: 0,
    thresholds: highIsBad({ yellow: 0.001, red: limits.failedVerifications.value }),
    queries: [
      {
        expr: `max(cluster_node_id:butterfly_verification_failures:ratio_rate5m{${onNode}})`,
        legend: "Share",
      },
    ],
  });

const lowestReputation = () =>
  stat({
    id: 4,
    title: "Lowest reputation",
    description: `The reputation of the least trusted of the chosen nodes, from 0 to 1; half of its judges rate it lower.\n\n**Good:** 0.9 and more. **Otherwise:** under ${limits.reputation.value} ButterflyLowReputation fires and the node gets no work.`,
    unit: "short",
    graph: "sparkline",
    decimals: 2,
    min: 0,
    max: 1,
    thresholds: lowIsBad({ yellow: limits.reputation.value, green: 0.8 }),
    queries: [
      {
        expr: `min(quantile by (cluster, node_id) (0.5, butterfly_reputation_score{${onNode}}) and on (cluster, node_id) up{${targets}, ${inCluster}})`,
        legend: "Reputation",
      },
    ],
  });
