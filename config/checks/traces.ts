import { describeFound, settingError } from "../setting-problem.ts";
import type { Check } from "./check.ts";

/** Copies of each trace that several Tempo servers keep. */
const COPIES = 3;

/** How the settings of traces must fit each other. */
export const tracesChecks: readonly Check[] = [
  {
    rule: "`traces.replicas` is 1, or at least 3.",
    find({ traces }) {
      if (traces === undefined || traces.replicas === 1 || traces.replicas >= COPIES) return [];
      const message = `cannot hold ${COPIES} copies of a trace; expected 1, or at least ${COPIES}`;
      return [settingError(["traces", "replicas"], message, { found: String(traces.replicas) })];
    },
  },
  {
    rule: "With `traces.store: volume` there is one replica: no other sees what is on its volume.",
    find({ traces }) {
      if (traces?.store !== "volume" || traces.replicas === 1) return [];
      const hint = "set store: objectStore, or replicas: 1";
      return [
        settingError(["traces", "store"], `cannot be shared by ${traces.replicas} replicas`, {
          found: describeFound("volume"),
          hint,
        }),
      ];
    },
  },
  {
    rule: "`traces.sampling.decisionWait` is longer than `traces.sampling.slow`.",
    find({ traces }) {
      if (traces === undefined) return [];
      const { slow, decisionWait } = traces.sampling;
      if (decisionWait.seconds > slow.seconds) return [];
      const message = `is over before anybody knows that a trace is slow; expected more than ${slow.text}`;
      return [
        settingError(["traces", "sampling", "decisionWait"], message, { found: describeFound(decisionWait.text) }),
      ];
    },
  },
];
