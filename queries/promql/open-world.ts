import type { LabelFact, LabelSet } from "./labels.ts";
import type { Series, SeriesIndex } from "./series.ts";

const opened = new WeakMap<SeriesIndex, SeriesIndex>();

/**
 * The series as they may be where others deployed the same exporters, in another version, with labels and jobs of their own. What
 * is wrong of a query there is wrong everywhere.
 */
export function openWorld(index: SeriesIndex): SeriesIndex {
  const open = opened.get(index) ?? {
    ...index,
    find: (name: string) => {
      const series = index.find(name);
      return series?.world === "open" ? { ...series, labels: openLabels(series) } : series;
    },
    ownerOf: (name: string) => {
      const owner = index.ownerOf(name);
      return owner?.world === "open" ? undefined : owner;
    },
  };
  opened.set(index, open);
  return open;
}

function openLabels({ labels: { facts } }: Series): LabelSet {
  return { facts: new Map([...facts].map(([name, fact]) => [name, openFact(name, fact)])), others: "unknown" };
}

/** Every histogram has `le`, and every summary `quantile`; what else there is nobody knows. */
function openFact(name: string, { values: _values, ...fact }: LabelFact): LabelFact {
  const presence = name === "le" || name === "quantile" ? fact.presence : "sometimes";
  return { ...fact, presence, bound: Number.POSITIVE_INFINITY };
}
