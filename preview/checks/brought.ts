import type { Check } from "./check.ts";

/** Catalogues and rules that people brought along are what they seem. Their dashboards are looked at with all others. */
export const brought: Check = {
  title: "What was brought along",
  unit: "files",
  run: ({ brought: found }) => found,
};
