import type { Check } from "./check.ts";

/** The values that stand for secrets in this run are in no resource and no file: whatever is secret stayed marked so. */
export const secrets: Check = {
  title: "No secret in plain text",
  unit: "files and resources",
  run({ plan, served, canaries }) {
    const places = [...plan.resources.map(({ urn, inputs }) => [urn, JSON.stringify(inputs)] as const), ...served];
    const findings = places
      .filter(([, text]) => canaries.some((canary) => text.includes(canary)))
      .map(([where]) => ({ where, message: "holds a secret in plain text: pass it as a secret Output, or as a file" }));
    return { count: places.length, findings };
  },
};
