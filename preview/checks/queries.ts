import { parse } from "yaml";
import { z } from "zod";
import type { FilePlace } from "../../problems/problem.ts";
import { type CheckOptions, checkPromQL, inFile } from "../../queries/promql/check.ts";
import { knownSeries } from "../../systems/series.ts";
import type { RenderedFiles } from "../manifests.ts";
import type { Check } from "./check.ts";

const ruleFile = z.object({
  groups: z.array(
    z.looseObject({
      rules: z.array(z.looseObject({ alert: z.string().optional(), record: z.string().optional(), expr: z.string() })),
    }),
  ),
});

const target = z.looseObject({ refId: z.string().optional(), expr: z.string().optional() });
const panel = z.looseObject({ title: z.string().optional(), targets: z.array(target).default([]) });
const dashboard = z.looseObject({
  panels: z.array(panel.extend({ panels: z.array(panel).default([]) })).default([]),
  templating: z.looseObject({ list: z.array(z.looseObject({ name: z.string() })).default([]) }),
});

/** One query of a rendered file. */
interface Query {
  readonly where: FilePlace;
  readonly text: string;
  /** What it is checked as: the same as when the program checked it, so that it is read once. */
  readonly options: CheckOptions;
}

/**
 * Every query in the rendered rules and dashboards asks for series and labels that exist. The program has checked them
 * before it rendered them; this looks at what is deployed.
 */
export const queries: Check = {
  title: "Queries ask for what exists",
  unit: "queries",
  run({ served }) {
    const series = knownSeries();
    const found = queriesOf(served);
    const problems = found.flatMap(({ where, text, options }) =>
      checkPromQL(text, series, options).problems.map((problem) => inFile(where, problem)),
    );
    return { count: found.length, problems };
  },
};

function queriesOf(served: RenderedFiles): readonly Query[] {
  return [...served].flatMap(([file, text]) => {
    if (file.startsWith("prometheus/rules/")) return ruleQueries(file, text);
    return file.startsWith("dashboards/") ? panelQueries(file, text) : [];
  });
}

function ruleQueries(file: string, text: string): readonly Query[] {
  return ruleFile.parse(parse(text)).groups.flatMap(({ rules }) =>
    rules.map(({ alert, record, expr }) => ({
      where: { file, part: alert ?? record ?? "a rule without a name" },
      text: expr,
      options: { use: alert === undefined ? "record" : "alert" } as const,
    })),
  );
}

function panelQueries(file: string, text: string): readonly Query[] {
  const { panels, templating } = dashboard.parse(JSON.parse(text));
  const variables = templating.list.map(({ name }) => name);
  return panels
    .flatMap((one) => [one, ...one.panels])
    .flatMap(({ title, targets }) =>
      targets.flatMap(({ refId, expr }) =>
        expr === undefined
          ? []
          : [{ where: { file, part: title ?? "a panel", query: refId ?? "?" }, text: expr, options: { variables } }],
      ),
    );
}
