/**
 * What of the rules and dashboards a new version of an application breaks: they are checked, as in every preview, against catalogues
 * that have lost what the new version has lost.
 */
import { checkDashboards } from "../../dashboards/check.ts";
import { checkMixins } from "../../mixins/check.ts";
import { formatProblem } from "../../problems/format.ts";
import type { Problem } from "../../problems/problem.ts";
import type { Catalogue, Metric } from "../../queries/catalogue.ts";
import type { SpanRecord, TraceCatalogue } from "../../queries/trace-catalogue.ts";
import { knownData } from "../../systems/known.ts";
import { knownJobs, knownSeries } from "../../systems/series.ts";
import type { System } from "../../systems/system.ts";
import { type Contract, serviceOf } from "../contract.ts";
import { covers } from "./covers.ts";
import { labelsOf } from "./differences.ts";

/** What asks, of the rules and dashboards of the systems, for what only the older of two versions has. */
export function breaksOf(systems: readonly System[], before: Contract, after: Contract): readonly Problem[] {
  // Catalogues are closed for the comparison: where one is open, every query on spans may be meant for what it does not list. What
  // they lack in either version is no difference.
  const [now, later] = [before, after].map((version) => systems.map((system) => withVersion(system, before, version)));
  const already = new Set(problemsOf(now ?? []).map(formatProblem));
  return problemsOf(later ?? []).filter((problem) => !already.has(formatProblem(problem)));
}

function problemsOf(systems: readonly System[]): readonly Problem[] {
  const dashboards = systems.flatMap((system) => system.dashboards);
  const mixins = systems.map(({ mixin }) => mixin);
  return [
    ...checkMixins(mixins, knownSeries(systems), knownJobs(systems)),
    ...checkDashboards(dashboards, knownData(systems)),
  ];
}

/** A system whose catalogues are those of another version of the application. */
function withVersion(system: System, before: Contract, after: Contract): System {
  const { mixin, catalogues = [], traces } = system;
  return {
    ...system,
    mixin: { ...mixin, catalogue: catalogueAfter(mixin.catalogue, before, after) },
    catalogues: catalogues.map((each) => catalogueAfter(each, before, after)),
    ...(traces !== undefined && { traces: tracesAfter(traces, before, after) }),
  };
}

function catalogueAfter(catalogue: Catalogue, before: Contract, after: Contract): Catalogue {
  const old = new Map(before.metrics.map((metric) => [metric.name, metric]));
  const next = new Map(after.metrics.map((metric) => [metric.name, metric]));
  const metrics = catalogue.metrics.flatMap((metric): readonly Metric[] => {
    const was = old.get(metric.name);
    if (was === undefined) return [metric];
    const is = next.get(metric.name);
    if (is === undefined) return [];
    const lost = labelsOf(was).filter((label) => !labelsOf(is).includes(label));
    if (lost.length === 0 && was.type === is.type) return [metric];
    const labels = Object.fromEntries(Object.entries(metric.labels).filter(([label]) => !lost.includes(label)));
    return [{ ...metric, type: was.type === is.type ? metric.type : is.type, labels, labelNames: "closed" }];
  });
  return metrics.length === catalogue.metrics.length &&
    metrics.every((each, index) => each === catalogue.metrics[index])
    ? catalogue
    : { ...catalogue, metrics };
}

function tracesAfter(traces: TraceCatalogue, before: Contract, after: Contract): TraceCatalogue {
  const spans = traces.spans.flatMap((span): readonly SpanRecord[] => {
    if (!span.services.includes(serviceOf(before))) return [span];
    const was = before.spans.filter((each) => covers(span, each));
    const is = after.spans.filter((each) => covers(span, each));
    // Of other settings or releases as well: what only those have says nothing of these two.
    if (is.length === 0) return [];
    const types = (all: typeof is) => new Map(all.flatMap(({ attributes }) => Object.entries(attributes)));
    const [old, next] = [types(was), types(is)];
    const attributes = Object.entries(span.attributes).flatMap(([name, attribute]) => {
      const type = next.get(name);
      if (!old.has(name) || type === old.get(name)) return [[name, attribute] as const];
      if (type !== "string" && type !== "int" && type !== "float" && type !== "bool") return [];
      return [[name, { ...attribute, type }] as const];
    });
    return [{ ...span, attributes: Object.fromEntries(attributes) }];
  });
  return { ...traces, spans, listed: "closed" };
}
