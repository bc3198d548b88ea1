import { butterflyLimits as limits } from "../../../mixins/butterfly/limits.ts";
import { inWords } from "../../../mixins/limit.ts";
import { noData, orNaN } from "../../kit/absent.ts";
import type { Band } from "../../kit/layout.ts";
import { stat } from "../../kit/panels/stat.ts";
import { highIsBad, lowIsBad } from "../../kit/thresholds.ts";
import { nodesAboveQuorum } from "../queries.ts";
import { inCluster, knownNodes } from "../selectors.ts";

/** Can the cluster agree now? */
export function consensusGlance(): Band {
  return { height: 4, panels: [coordinatorsReached(), quorumMargin(), leaderChanges(), termSpread()] };
}

const coordinatorsReached = () =>
  stat({
    id: 1,
    title: "Coordinators that answer",
    description: `Share of each cluster's coordinators that Prometheus reaches.\n\n**Good:** 100%. **Otherwise:** at ${inWords(limits.reachedCoordinators)} and below there is no majority and ButterflyClusterBelowQuorum pages: bring coordinators back before anything else.`,
    unit: "percentunit",
    graph: "sparkline",
    decimals: 0,
    min: 0,
    max: 1,
    thresholds: lowIsBad({ yellow: limits.reachedCoordinators.value + 0.01, green: 1 }),
    mappings: [noData(0)],
    queries: [
      {
        expr: orNaN(`avg by (cluster) (up{${inCluster}, job="butterfly-coordinators"})`, "cluster", knownNodes),
        legend: "{{cluster}}",
      },
    ],
  });

const quorumMargin = () =>
  stat({
    id: 2,
    title: "Nodes above quorum",
    description:
      "Active nodes less those that a quorum needs, as the coordinators count them.\n\n**Good:** 1 and more. **Otherwise:** 0, and the next loss stops the cluster; below, nothing is committed.",
    unit: "locale",
    graph: "sparkline",
    decimals: 0,
    thresholds: lowIsBad({ yellow: 0, green: 1 }),
    mappings: [noData(0)],
    queries: [
      {
        expr: orNaN(nodesAboveQuorum, "cluster", knownNodes),
        legend: "{{cluster}}",
      },
    ],
  });

const leaderChanges = () =>
  stat({
    id: 3,
    title: "Elections in the last hour",
    description: `Leaders elected in the last hour, in the cluster that had most.\n\n**Good:** 0, or one for each coordinator after a rollout. **Otherwise:** above ${inWords(limits.leaderChanges)} ButterflyFrequentLeaderChanges fires: see *Failed heartbeats* and *Log writes*.`,
    unit: "locale",
    graph: "sparkline",
    decimals: 0,
    min: 0,
    thresholds: highIsBad({ yellow: 3, red: limits.leaderChanges.value }),
    queries: [
      {
        expr: `max(round(increase(butterfly_consensus_leader_changes_total{${inCluster}}[1h])))`,
        legend: "Elections",
      },
    ],
  });

const termSpread = () =>
  stat({
    id: 4,
    title: "Term spread",
    description:
      "Highest less lowest Raft term among the coordinators, in the cluster where it is widest.\n\n**Good:** 0. **Otherwise:** after 2 minutes ButterflyTermsDiverge fires: *Term by coordinator* shows which one is alone.",
    unit: "locale",
    graph: "sparkline",
    decimals: 0,
    min: 0,
    thresholds: highIsBad({ red: 1 }),
    queries: [
      {
        expr: `max(max by (cluster) (butterfly_consensus_term{${inCluster}}) - on (cluster) min by (cluster) (butterfly_consensus_term{${inCluster}}))`,
        legend: "Terms",
      },
    ],
  });
