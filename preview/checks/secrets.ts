import { errorAt } from "../../problems/problem.ts";
import type { Check } from "./check.ts";

/** The values that stand for secrets in this run are in no resource and no file: whatever is secret stayed marked so. */
export const secrets: Check = {
  title: "No secret in plain text",
  unit: "files and resources",
  run({ plan, served, canaries }) {
    const places = [
      ...plan.resources.map(({ urn, inputs }) => ({ where: { resource: urn }, text: JSON.stringify(inputs) })),
      ...[...served].map(([file, text]) => ({ where: { file }, text })),
    ];
    const problems = places
      .filter(({ text }) => canaries.some((canary) => text.includes(canary)))
      .map(({ where }) =>
        errorAt(where, "holds a secret in plain text", { hint: "pass it as a secret Output, or as a file" }),
      );
    return { count: places.length, problems };
  },
};
