import { describeFound, settingError } from "../setting-problem.ts";
import type { Check } from "./check.ts";

/** Ingestors from which on one of them may restart while another fails: with 3 of 3 a quorum needs both others. */
const fewestOfThreefold = 4;

/** How Thanos' settings must fit each other and the cluster. */
export const thanosChecks: readonly Check[] = [
  {
    rule: "In `thanos.retention`, `raw` is at most `fiveMinutes`, and that at most `oneHour`.",
    find({ thanos }) {
      if (thanos === undefined) return [];
      const { raw, fiveMinutes, oneHour } = thanos.retention;
      const pairs = [
        { shorter: { name: "raw", is: raw }, longer: { name: "fiveMinutes", is: fiveMinutes } },
        { shorter: { name: "fiveMinutes", is: fiveMinutes }, longer: { name: "oneHour", is: oneHour } },
      ];
      return pairs.flatMap(({ shorter, longer }) =>
        longer.is.seconds >= shorter.is.seconds
          ? []
          : [
              settingError(
                ["thanos", "retention", longer.name],
                `leaves a gap: expected at least ${shorter.is.text}, as long as ${shorter.name}`,
                { found: describeFound(longer.is.text) },
              ),
            ],
      );
    },
  },
  {
    rule: "With `thanos.receive.replication: 3` there are at least 4 ingestors.",
    find({ thanos }) {
      if (thanos === undefined) return [];
      const { replicas, replication } = thanos.receive;
      if (replication === 1 || replicas >= fewestOfThreefold) return [];
      const why =
        replicas < replication
          ? `cannot hold ${replication} copies`
          : "answers 503 while one restarts and another is late";
      const message = `${why}; expected at least ${fewestOfThreefold}, better 6, with replication ${replication}`;
      return [settingError(["thanos", "receive", "replicas"], message, { found: String(replicas) })];
    },
  },
  {
    rule:
      "Where `cluster.zones` are named, `thanos.receive.replicas` is a multiple of their number; with `replication: 3` they are " +
      "at least three.",
    find({ thanos, cluster }) {
      const zones = cluster?.zones;
      if (thanos === undefined || zones === undefined) return [];
      const { replicas, replication } = thanos.receive;
      if (replication === 3 && zones.length === 2) {
        const message =
          "a zone that fails takes two of three copies of half the series, and with them their quorum; name three zones, or set " +
          "replication: 1";
        return [settingError(["thanos", "receive", "replication"], message, { found: "3 copies in 2 zones" })];
      }
      if (replicas % zones.length === 0) return [];
      const message = `expected a multiple of ${zones.length}, the number of zones: each holds as many ingestors`;
      return [settingError(["thanos", "receive", "replicas"], message, { found: String(replicas) })];
    },
  },
];
