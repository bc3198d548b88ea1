import { modelProblems } from "../../dashboards/check.ts";
import { dashboardSchema } from "../../dashboards/model.ts";
import { queriesOf } from "../../dashboards/walk.ts";
import { errorAt } from "../../problems/problem.ts";
import type { Known } from "../../queries/check.ts";
import { checkPromQL, inFile } from "../../queries/promql/check.ts";
import { systems } from "../../systems/all.ts";
import type { RenderedFiles } from "../manifests.ts";
import type { Check, CheckResult } from "./check.ts";
import { isBrought, servedRules } from "./served-rules.ts";

/**
 * Every query in the rendered rules and dashboards asks for series and labels that exist, and every dashboard shows them so
 * that people can read it. The program has checked them before it rendered them; this looks at what is deployed.
 */
export const queries: Check = {
  title: "Queries ask for what exists",
  unit: "queries",
  run({ served, known }) {
    const dashboards = [...served].filter(([file]) => file.startsWith("dashboards/"));
    const results = [
      rulesResult(served, known),
      ...dashboards.map(([file, text]) => dashboardResult(file, text, known)),
    ];
    const sum = (of: "count" | "unread") => results.reduce((total, result) => total + result[of], 0);
    const unread = sum("unread");
    return {
      count: sum("count"),
      problems: results.flatMap(({ problems }) => problems),
      ...(unread === 0 ? {} : { note: `${unread} in other languages than PromQL, LogQL and TraceQL unread` }),
    };
  },
};

/** The dashboards of this repository: the others people brought along. */
const own: ReadonlySet<string> = new Set(
  systems.flatMap(({ dashboards }) => dashboards.flatMap(({ origin, uid }) => (origin === "code" ? [uid] : []))),
);

/** What came of the rules or of a dashboard, and the queries of it that nothing here can read. */
type FileResult = CheckResult & { readonly unread: number };

function rulesResult(served: RenderedFiles, { series }: Known): FileResult {
  const rules = servedRules(served);
  const problems = rules.flatMap(({ file, alert, record, expr }) =>
    checkPromQL(expr, series, {
      use: alert === undefined ? "record" : "alert",
      content: isBrought(file) ? "foreign" : "own",
    }).problems.map((problem) => inFile({ file, part: alert ?? record ?? "a rule without a name" }, problem)),
  );
  return { count: rules.length, unread: 0, problems };
}

function dashboardResult(file: string, text: string, known: Known): FileResult {
  const parsed = dashboardSchema.safeParse(JSON.parse(text));
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => errorAt({ file, part: path.join(".") }, message));
    return { count: 0, unread: 0, problems };
  }
  const languages = queriesOf(parsed.data).map(({ language }) => language);
  const count = languages.filter((language) => /^(?:Prom|Log|Trace)QL$/.test(language)).length;
  const ours = languages.filter((language) => language === "expression" || language === "built-in").length;
  const origin = own.has(parsed.data.uid) ? "code" : "export";
  const problems = modelProblems({ file, origin, model: parsed.data, known });
  return { count, unread: languages.length - count - ours, problems };
}
