import { butterflyLimits as limits } from "../../../mixins/butterfly/limits.ts";
import { inWords } from "../../../mixins/limit.ts";
import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { inCluster, onNode } from "../selectors.ts";

/** Whether what is proposed is committed, and what is committed is applied. */
export function logBands(): Band[] {
  return [
    { title: "Log", height: 8, panels: [commitLag(), applyLag()] },
    { height: 8, panels: [commits(), entries()] },
  ];
}

const commits = () =>
  timeseries({
    id: 8,
    title: "Commits",
    description:
      "Entries committed per second, of each cluster as a whole.\n\n**Good:** follows the work. **Otherwise:** at zero while *Log entries* climb, ButterflyCommitsStalled pages: a leader without a majority.",
    unit: "ops",
    series: "lines",
    queries: [
      {
        expr: `max by (cluster) (deriv(butterfly_consensus_commit_index{${inCluster}}[$interval]))`,
        legend: "{{cluster}}",
      },
    ],
  });

const commitLag = () =>
  timeseries({
    id: 9,
    title: "Commit lag",
    description: `Committed entries that each chosen coordinator is behind the one furthest ahead.\n\n**Good:** near 0. **Otherwise:** above ${inWords(limits.commitLag)} for 10 minutes ButterflyFollowerLagging fires: its disk or its link is slow.`,
    unit: "locale",
    series: "lines",
    decimals: 0,
    thresholds: highIsBad({ yellow: 10, red: limits.commitLag.value }),
    queries: [
      {
        expr: `max by (cluster) (butterfly_consensus_commit_index{${inCluster}}) - on (cluster) group_right () max by (cluster, node_id) (butterfly_consensus_commit_index{${onNode}})`,
        legend: "{{cluster}}/{{node_id}}",
      },
    ],
  });

const applyLag = () =>
  timeseries({
    id: 10,
    title: "Apply lag",
    description: `Entries that each chosen coordinator has committed and not applied.\n\n**Good:** 0 to a few. **Otherwise:** above ${inWords(limits.applyLag)} for 5 minutes ButterflyApplyLagging fires: see *Processors of coordinators*.`,
    unit: "locale",
    series: "lines",
    decimals: 0,
    thresholds: highIsBad({ red: limits.applyLag.value }),
    queries: [
      {
        expr: `max by (cluster, node_id) (butterfly_consensus_commit_index{${onNode}} - butterfly_consensus_applied_index{${onNode}})`,
        legend: "{{cluster}}/{{node_id}}",
      },
    ],
  });

const entries = () =>
  timeseries({
    id: 11,
    title: "Log entries",
    description:
      "Entries in the log of each chosen coordinator.\n\n**Good:** saw teeth: it grows and is compacted. **Otherwise:** a log that only grows is never compacted, and fills the disk; one that stands still while others grow is a follower that is left behind.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [{ expr: `butterfly_consensus_log_entries{${onNode}}`, legend: "{{cluster}}/{{node_id}}" }],
  });
