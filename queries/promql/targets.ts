/** Whether each series of a query's result is made of the series of one scrape target alone. */
import type { Aggregation, Binary, Call, Expr, Selector } from "./ast.ts";
import { parsePromQL } from "./parse.ts";
import type { SeriesIndex } from "./series.ts";

/** Of how many scrape targets a query must know to give one series of its result. */
export type TargetsRead = "one" | "several";

/** What a part of a query reads. */
type Reads =
  /** Numbers alone. */
  | { readonly targets: "none" }
  /**
   * Each of its series is of one target and bears its `instance`. Which job that is, the label says (`kept`), or there is only one
   * that it can be.
   */
  | { readonly targets: "one"; readonly jobs: readonly string[] | "any"; readonly jobLabel: "kept" | "gone" }
  | { readonly targets: "several" };

const SEVERAL: Reads = { targets: "several" };

/** Functions whose result says something of all series together, or of none. */
const OF_ALL: ReadonlySet<string> = new Set(["absent", "absent_over_time", "scalar", "vector", "info"]);

/** The labels that tell targets apart: a target's series have both (https://prometheus.io/docs/concepts/jobs_instances/). */
const IDENTITY = ["job", "instance"];

/**
 * Whether a server that knows some of the targets gives the same answer about those as one that knows all: of no two targets'
 * series one is made, no two are compared, and none is missed where it is not. What cannot be told for certain is `several`, and
 * so is whatever reads what a rule recorded.
 *
 * @param query PromQL.
 */
export function targetsRead(query: string, index: SeriesIndex): TargetsRead {
  const parsed = parsePromQL(query);
  return !("problems" in parsed) && readsOf(parsed.expr, index).targets === "one" ? "one" : "several";
}

function readsOf(expr: Expr, index: SeriesIndex): Reads {
  switch (expr.kind) {
    case "number":
    case "string":
      return { targets: "none" };
    case "selector":
      return readsOfSelector(expr, index);
    case "range":
      return readsOfSelector(expr.selector, index);
    case "subquery":
    case "paren":
      return readsOf(expr.inner, index);
    case "unary":
      return readsOf(expr.operand, index);
    case "call":
      return readsOfCall(expr, index);
    case "aggregation":
      return readsOfAggregation(expr, index);
    case "binary":
      return readsOfBinary(expr, index);
  }
}

function readsOfSelector({ metric, matchers }: Selector, { find, recorded }: SeriesIndex): Reads {
  if (metric?.source !== "literal" || recorded.has(metric.text)) return SEVERAL;
  const series = find(metric.text);
  if (series === undefined || series.labels.facts.has("alertname")) return SEVERAL;
  const asked = matchers.find(({ label, operator, source }) => {
    return label.text === "job" && operator === "=" && source === "literal";
  });
  const jobs = asked === undefined ? (series.labels.facts.get("job")?.values ?? "any") : [asked.value];
  return { targets: "one", jobs, jobLabel: "kept" };
}

function readsOfCall({ callee, args }: Call, index: SeriesIndex): Reads {
  if (callee.source !== "literal" || OF_ALL.has(callee.text)) return SEVERAL;
  if (callee.text === "label_replace" || callee.text === "label_join") {
    const [, target] = args;
    if (target?.kind !== "string" || target.source !== "literal" || IDENTITY.includes(target.value)) return SEVERAL;
  }
  const read = args.map((each) => readsOf(each, index)).filter(({ targets }) => targets !== "none");
  const [only = { targets: "none" } as const, ...others] = read;
  return others.length > 0 ? SEVERAL : only;
}

function readsOfAggregation({ grouping, args }: Aggregation, index: SeriesIndex): Reads {
  const read = args.map((each) => readsOf(each, index)).filter(({ targets }) => targets !== "none");
  const [subject, ...others] = read;
  if (subject?.targets !== "one" || others.length > 0) return SEVERAL;
  if (grouping === undefined || grouping.labels.some(({ source }) => source === "variable")) return SEVERAL;
  const named = new Set(grouping.labels.map(({ text }) => text));
  const keeps = (label: string) => named.has(label) === (grouping.mode === "by");
  if (!keeps("instance")) return SEVERAL;
  return withoutJob(subject, keeps("job") ? "kept" : "gone");
}

/** What is left where the label `job` may have gone: then there must be only one that it can be. */
function withoutJob(reads: Reads & { readonly targets: "one" }, jobLabel: "kept" | "gone"): Reads {
  if (reads.jobLabel === "kept" && jobLabel === "kept") return reads;
  return reads.jobs !== "any" && reads.jobs.length === 1 ? { ...reads, jobLabel: "gone" } : SEVERAL;
}

function readsOfBinary({ operator, matching, left, right }: Binary, index: SeriesIndex): Reads {
  const [a, b] = [readsOf(left, index), readsOf(right, index)];
  if (a.targets === "none") return b;
  if (b.targets === "none") return a;
  if (a.targets !== "one" || b.targets !== "one") return SEVERAL;
  if (matching?.labels.some(({ source }) => source === "variable")) return SEVERAL;
  if (matching?.group?.labels.some(({ text }) => IDENTITY.includes(text))) return SEVERAL;
  const named = new Set(matching?.labels.map(({ text }) => text));
  const matches = (label: string) => named.has(label) === (matching?.mode === "on");
  const byJob = matches("job") && a.jobLabel === "kept" && b.jobLabel === "kept";
  const sameJob = a.jobs !== "any" && b.jobs !== "any" && new Set([...a.jobs, ...b.jobs]).size === 1;
  if (!matches("instance") || !(byJob || sameJob)) return SEVERAL;
  const jobLabel = a.jobLabel === "kept" && b.jobLabel === "kept" ? "kept" : "gone";
  if (operator.text === "or") return { ...a, jobs: eitherJob(a.jobs, b.jobs), jobLabel };
  if (operator.text === "and" || operator.text === "unless") return a;
  const many = matching?.group?.many;
  if (many !== undefined) return many === "left" ? a : b;
  return withoutJob(a, byJob ? "kept" : "gone");
}

function eitherJob(a: readonly string[] | "any", b: readonly string[] | "any"): readonly string[] | "any" {
  return a === "any" || b === "any" ? "any" : [...new Set([...a, ...b])];
}
