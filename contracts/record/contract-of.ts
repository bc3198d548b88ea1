/** From what was seen of an application to its contract: what differs from run to run is left out or replaced. */

import { readExposition } from "../../mixins/exposition.ts";
import { recordOf } from "../../mixins/record-of.ts";
import type { MetricType } from "../../queries/catalogue.ts";
import type { Contract, ContractMetric, ContractSpan, SentMetricRecord } from "../contract.ts";
import type { SentAttributes, SentSpan, ValueType } from "../otlp/signals.ts";
import type { Application, Recording } from "./recording.ts";

/** The contract of an application that was seen. */
export function contractOf({ name, version, settings }: Application, recording: Recording): Contract {
  const { otlp, lines } = recording;
  const sent = [...(otlp?.spans ?? []), ...(otlp?.metrics ?? []), ...(otlp?.logs ?? [])];
  return {
    exporter: name,
    version,
    settings,
    answers: recording.answers ?? {},
    metrics: metricsOf(name, version, recording),
    sentMetrics: sentMetricsOf(recording),
    resource: typesOf(sent.map(({ resource }) => resource)),
    spans: spansOf(otlp?.spans ?? [], recording.places),
    logs: { fields: fieldsOf(lines), sent: typesOf((otlp?.logs ?? []).map(({ attributes }) => attributes)) },
  };
}

const byName = <Item extends { readonly name: string }>(items: readonly Item[]): readonly Item[] =>
  items.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));

/**
 * Whether a metric tells when the series of another began: Python's client library adds one to each counter, histogram and summary.
 * One without such a metric beside it is the application's own: `kube_pod_created`.
 */
function isBeginning(name: string, types: ReadonlyMap<string, MetricType>): boolean {
  const [, of] = /^(.*)_created$/.exec(name) ?? [];
  if (of === undefined) return false;
  const type = types.get(of) ?? types.get(`${of}_total`) ?? "gauge";
  return type !== "gauge";
}

const TYPES: readonly MetricType[] = ["counter", "gauge", "histogram", "summary"];

/** What is exposed, and what is registered without having been seen. */
function metricsOf(
  name: string,
  version: string,
  { expositions = [], registered = [] }: Recording,
): readonly ContractMetric[] {
  const scrapes = expositions.map(readExposition);
  const exposed = recordOf(name, version, scrapes).metrics;
  const types = new Map(exposed.map((metric) => [metric.name, metric.type]));
  const seen = exposed.filter((metric) => !isBeginning(metric.name, types));
  const unseen = registered.flatMap(({ name: own, type, help, labels }): readonly ContractMetric[] => {
    const called = type === "counter" ? `${own}_total` : own;
    if (types.has(called)) return [];
    const known = TYPES.find((each) => each === type) ?? "unknown";
    return [{ name: called, type: known, help, labels: [...labels].sort(), seen: false }];
  });
  return byName([...seen, ...unseen]);
}

function sentMetricsOf({ otlp }: Recording): readonly SentMetricRecord[] {
  const all = Map.groupBy(otlp?.metrics ?? [], (metric) => metric.name);
  return byName(
    [...all].flatMap(([name, [first, ...rest]]) => {
      if (first === undefined) return [];
      const points = [first, ...rest].flatMap((each) => each.points);
      const { kind, unit, help, bounds } = first;
      return [{ name, kind, unit, help, attributes: typesOf(points), ...(bounds.length > 0 && { bounds }) }];
    }),
  );
}

function spansOf(spans: readonly SentSpan[], places: Recording["places"]): readonly ContractSpan[] {
  const models = new Set(spans.flatMap(({ attributes }) => attributes.get("gen_ai.request.model")?.text ?? []));
  const nameOf = ({ name }: SentSpan) => generalName(name, models, places);
  const groups = Map.groupBy(spans, (span) => `${nameOf(span)}\n${span.kind}`);
  return byName(
    [...groups.values()].flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const events = Map.groupBy(
        group.flatMap((span) => span.events),
        (event) => event.name,
      );
      const described = [...events].map(
        ([name, all]) => [name, typesOf(all.map(({ attributes }) => attributes))] as const,
      );
      return [
        {
          name: nameOf(first),
          kind: first.kind,
          attributes: typesOf(group.map(({ attributes }) => attributes)),
          ...(described.length > 0 && { events: Object.fromEntries(described.sort(([a], [b]) => (a < b ? -1 : 1))) }),
        },
      ];
    }),
  );
}

/** A span's name without the model at its end, and without what differs from run to run. */
function generalName(name: string, models: ReadonlySet<string>, places: Recording["places"]): string {
  const model = [...models].find((each) => name.endsWith(` ${each}`));
  const general = model === undefined ? name : `${name.slice(0, -model.length)}*`;
  return Object.entries(places).reduce((text, [place, stands]) => text.replaceAll(place, stands), general);
}

/** The types of attributes, by name; one that has two is named with both. */
function typesOf(all: readonly SentAttributes[]): Readonly<Record<string, ValueType>> {
  const types = new Map<string, ValueType>();
  for (const attributes of all) {
    for (const [name, { type }] of attributes) {
      // Python sends a float that is whole as a float: one type is enough, and the first is as good as any.
      if (!types.has(name) || types.get(name) === "empty") types.set(name, type);
    }
  }
  return Object.fromEntries([...types].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The fields of the lines that are JSON, each with its types: `string`, or `null or string`. */
function fieldsOf(lines: readonly string[]): Readonly<Record<string, string>> {
  const types = new Map<string, Set<string>>();
  for (const line of lines) {
    for (const [field, value] of Object.entries(parsed(line) ?? {})) {
      const type = value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
      types.set(field, (types.get(field) ?? new Set()).add(type));
    }
  }
  const all = [...types].map(([field, set]) => [field, [...set].sort().join(" or ")] as const);
  return Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function parsed(line: string): object | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
