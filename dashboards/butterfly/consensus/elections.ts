import { butterflyLimits as limits } from "../../../mixins/butterfly/limits.ts";
import { inWords } from "../../../mixins/limit.ts";
import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { leaderChangesPerHour } from "../queries.ts";
import { inCluster, onNode } from "../selectors.ts";

/** Who leads, since when, and how long the choice took. */
export function electionsBand(): Band {
  return { title: "Terms and elections", height: 8, panels: [terms(), changes(), electionTime()] };
}

const terms = () =>
  timeseries({
    id: 5,
    title: "Term by coordinator",
    description:
      "The Raft term that each chosen coordinator is in.\n\n**Good:** one line for all. **Otherwise:** a line that stays below the others hears no leader; one that climbs alone stands for election and is not heard.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      {
        expr: `max by (cluster, node_id) (butterfly_consensus_term{${onNode}})`,
        legend: "{{cluster}}/{{node_id}}",
      },
    ],
  });

const changes = () =>
  timeseries({
    id: 6,
    title: "Leader changes per hour",
    description: `Elections in the hour before each point, of each cluster as a whole.\n\n**Good:** 0, or a step after a rollout. **Otherwise:** above ${inWords(limits.leaderChanges)} ButterflyFrequentLeaderChanges fires.`,
    unit: "locale",
    series: "lines",
    decimals: 0,
    thresholds: highIsBad({ yellow: 3, red: limits.leaderChanges.value }),
    queries: [{ expr: leaderChangesPerHour, legend: "{{cluster}}" }],
  });

const electionTime = () =>
  timeseries({
    id: 7,
    title: "Election time",
    empty: "None",
    description:
      "How long elections of the hour before each point took: the slowest of a hundred, and the middle one. Nothing is committed meanwhile. The last bucket ends at 10 s.\n\n**Good:** under 1 s; no line where there was no election. **Otherwise:** votes are split again and again, or coordinators answer late: see *Failed heartbeats* and *Processors of coordinators*.",
    unit: "s",
    series: "lines",
    thresholds: highIsBad({ yellow: 1, red: 5 }),
    queries: [
      {
        expr: `histogram_quantile(0.99, sum by (cluster, le) (rate(butterfly_consensus_election_duration_seconds_bucket{${inCluster}}[1h]))) >= 0`,
        legend: "{{cluster}} P99",
      },
      {
        expr: `histogram_quantile(0.5, sum by (cluster, le) (rate(butterfly_consensus_election_duration_seconds_bucket{${inCluster}}[1h]))) >= 0`,
        legend: "{{cluster}} P50",
      },
    ],
  });
