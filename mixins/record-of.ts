/** Reduces scrapes of an exporter to what a catalogue needs: names, types, help texts, labels and buckets, but no values. */
import type { ExporterRecord, RecordedMetric } from "./exporter-record.ts";
import type { Family, Sample } from "./exposition.ts";

/** Families that client libraries add to every server's own (https://prometheus.io/docs/instrumenting/writing_clientlibs/). */
const CLIENT_LIBRARY = /^(?:go|process|promhttp)_/;

/** Whose metrics are recorded: the exporter's `own`, or those of the client `library` that it is written with. */
export type Share = "own" | "library";

/**
 * The record of some scrapes of one exporter. Its metrics are in the order of their names: the same scrapes give the same
 * record, whatever their order.
 *
 * @param scrapes each the families of one answer. What one of them lacks, another may have.
 * @throws {TypeError} when two scrapes disagree on a metric's type.
 */
export function recordOf(
  exporter: string,
  version: string,
  scrapes: readonly (readonly Family[])[],
  share: Share = "own",
): ExporterRecord {
  const families = new Map<string, Family>();
  for (const family of scrapes.flat()) {
    // Without a series nothing is known of its labels: kube-state-metrics names metrics that are switched off.
    if (family.samples.length === 0 || CLIENT_LIBRARY.test(family.name) !== (share === "library")) continue;
    const known = families.get(family.name);
    if (known !== undefined && known.type !== family.type) {
      throw new TypeError(`${family.name} is ${known.type} in one scrape and ${family.type} in another`);
    }
    const samples = [...(known?.samples ?? []), ...family.samples];
    // Versions of a client library word it differently: any will do, but always the same one.
    const [help = ""] = [known?.help ?? "", family.help].filter((text) => text !== "").sort();
    families.set(family.name, { ...family, help, samples });
  }
  const byName = [...families.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { exporter, version, metrics: byName.map(metricOf) };
}

function metricOf({ name, type, help, samples }: Family): RecordedMetric {
  const ofType = type === "histogram" ? "le" : type === "summary" ? "quantile" : undefined;
  const all = [...new Set(samples.flatMap(({ labels }) => Object.keys(labels)))]
    .filter((label) => label !== ofType)
    .sort();
  // To Prometheus a label with the empty string is no label.
  const always = all.filter((label) => samples.every(({ labels }) => (labels[label] ?? "") !== ""));
  const sometimes = all.filter((label) => !always.includes(label));
  return {
    name,
    type: type === "untyped" ? "unknown" : type,
    help,
    labels: always,
    ...(sometimes.length === 0 ? {} : { sometimes }),
    ...partsOf(name, type, samples),
  };
}

/** Which series a histogram or a summary has. */
function partsOf(name: string, type: Family["type"], samples: readonly Sample[]): Partial<RecordedMetric> {
  if (type === "summary") return samples.some((sample) => sample.name === name) ? {} : { exposition: "totals" };
  if (type !== "histogram") return {};
  const bounds = new Map<string, Set<number>>();
  for (const { name: of, labels } of samples) {
    if (of !== `${name}_bucket`) continue;
    const { le = "", ...others } = labels;
    const series = JSON.stringify(Object.entries(others).sort());
    const known = bounds.get(series) ?? new Set();
    bounds.set(series, known.add(Number(le.replace("+Inf", "Infinity"))));
  }
  const [first, ...rest] = [...bounds.values()].map((set) => [...set].filter(Number.isFinite).sort((a, b) => a - b));
  const same = rest.every((each) => String(each) === String(first));
  return first !== undefined && same ? { buckets: first } : {};
}

/** A record as its file holds it: a line a metric, so that a diff between two versions reads as a list. */
export function recordFile({ exporter, version, metrics }: ExporterRecord): string {
  const head = `"exporter": ${JSON.stringify(exporter)},\n  "version": ${JSON.stringify(version)},`;
  const lines = metrics.map((metric) => `    ${JSON.stringify(metric)}`).join(",\n");
  return `{\n  ${head}\n  "metrics": [\n${lines}\n  ]\n}\n`;
}
