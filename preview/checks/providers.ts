import { errorAt } from "../../problems/problem.ts";
import type { Check } from "./check.ts";

/** Resources of the engine itself, which need no provider. */
const ENGINE = /^pulumi:(pulumi|providers|index):/;

/** Every resource names the provider it is created by: none falls to one made from whatever the machine has set up. */
export const providers: Check = {
  title: "Providers are the program's own",
  unit: "resources",
  run({ plan }) {
    const created = plan.resources.filter(({ kind, type }) => kind === "custom" && !ENGINE.test(type));
    const problems = created
      .filter(({ provider }) => provider === undefined || provider.includes("::default"))
      .map(({ urn }) => errorAt({ resource: urn }, "has no provider", { hint: "pass one in its component's options" }));
    return { count: created.length, problems };
  },
};
