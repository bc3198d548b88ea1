import { settingError } from "../setting-problem.ts";
import type { Check } from "./check.ts";

/** What the agent on every node needs. */
export const agentChecks: readonly Check[] = [
  {
    rule: '`agent.pepper` is given where the agent is, and `standards.availability` is "redundant".',
    find({ agent, logs, traces, standards }) {
      const collected = logs ?? traces;
      if (agent === undefined || collected === undefined || standards === undefined) return [];
      if (standards.availability !== "redundant" || agent.pepper !== undefined) return [];
      const hint = "write aiobs:agent: { pepper: { secret: <name> } }, and keep a copy of its value elsewhere";
      const message =
        "is missing: one that is made here is lost with the stack's state, and the same user gets another hash";
      return [settingError(["agent", "pepper"], message, { hint })];
    },
  },
  {
    rule: "`agent` is set only where there is one: with `logs` or `traces`.",
    find({ written }) {
      if (!written?.has("agent") || written.has("logs") || written.has("traces")) return [];
      return [
        settingError(["agent"], "is not used: nothing is collected", { hint: "set logs or traces, or remove it" }),
      ];
    },
  },
];
