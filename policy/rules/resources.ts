import { at } from "../json.ts";
import { containerProblems, makesPods } from "../pods.ts";
import type { ResourcePolicy } from "../policy.ts";

/** Without requests the scheduler guesses; without limits one container takes what the others on the node need. */
export const requestsAndLimits: ResourcePolicy = {
  judges: "resource",
  name: "requests-and-limits",
  description: "Every container says how much CPU and memory it needs, and how much it may take.",
  remedy: "set requests and limits of cpu and memory",
  enforcement: "mandatory",
  applies: makesPods,
  check: (resource) =>
    containerProblems(resource, ({ value }) =>
      (["requests", "limits"] as const).flatMap((bound) =>
        ["cpu", "memory"]
          .filter((name) => at(value, "resources", bound, name) === undefined)
          .map((name) => `has no ${name} ${bound === "requests" ? "request" : "limit"}`),
      ),
    ),
};
