import * as z from "zod";
import { errorAt, type Problem } from "../../problems/problem.ts";
import { burnThreshold, burnWindows } from "../slo/burn.ts";
import type { Slo } from "../slo/slo.ts";

/** What is no matter of the rules that are made from an objective, which are checked as all others are. */
const shape = z.looseObject({
  name: z
    .string()
    .regex(/^[a-z]+(?:-[a-z0-9]+)+$/, 'must be the system and words in lower case, such as "butterfly-availability"'),
  promise: z.string().regex(/^[A-Z].*\.$/s, "must be a sentence: a capital first, a full stop last"),
  objective: z.number().gt(0).lt(1, "must be below 1: nothing is always good"),
  window: z.string().regex(/^[1-9]\d*d$/, 'must be whole days, such as "30d"'),
  leastBad: z.number().min(1, "must be at least 1"),
});

/** Everything that is wrong with one objective of a system. */
export function checkSlo(file: string, system: string, slo: Slo): readonly Problem[] {
  const at = { file, part: `objective ${slo.name}` };
  const { error } = shape.safeParse(slo);
  if (error !== undefined) return error.issues.map(({ path, message }) => errorAt(at, `${path.join(".")}: ${message}`));
  const prefix = slo.name.startsWith(`${system}-`)
    ? []
    : [errorAt(at, `name: must begin with its system, "${system}-"`)];
  const fastest = Math.max(...[...burnWindows.fast, ...burnWindows.slow].map((each) => burnThreshold(each, slo)));
  const reach =
    fastest < 1
      ? []
      : [
          errorAt(at, `objective: its fastest burn would be ${fastest} of all events, which is never reached`, {
            hint: "raise the objective, or hold a better indicator against it",
          }),
        ];
  return [...prefix, ...reach];
}
