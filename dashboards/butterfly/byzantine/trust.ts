import { butterflyLimits as limits } from "../../../mixins/butterfly/limits.ts";
import { inWords } from "../../../mixins/limit.ts";
import { lowest } from "../../kit/extremes.ts";
import type { Band } from "../../kit/layout.ts";
import { table } from "../../kit/panels/table.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { lowIsBad } from "../../kit/thresholds.ts";
import { onNode } from "../selectors.ts";
import { tokensByModel } from "../tokens.ts";

/** Whom the cluster still trusts, and whether keys work. */
export function trustBands(): Band[] {
  return [
    { title: "Trust", height: 8, panels: [reputation(), reputations()] },
    { height: 8, panels: [crypto(), tokensByModel(14)] },
  ];
}

const byNode = `quantile by (cluster, node_id) (0.5, butterfly_reputation_score{${onNode}})`;

const reputation = () =>
  timeseries({
    id: 11,
    title: "Lowest reputations",
    description: `Reputation, from 0 to 1, of the five chosen nodes that are trusted least over the time range; half of their judges rate them lower.\n\n**Good:** 0.9 and more. **Otherwise:** under ${limits.reputation.value} ButterflyLowReputation fires.`,
    unit: "short",
    series: "lines",
    max: 1,
    decimals: 2,
    thresholds: lowIsBad({ yellow: limits.reputation.value, green: 0.8 }),
    queries: [{ expr: lowest({ count: 5, by: "cluster, node_id", of: byNode }), legend: "{{cluster}}/{{node_id}}" }],
  });

const reputations = () =>
  table({
    id: 12,
    title: "Judges of the least trusted",
    first: "lowest",
    description:
      "The ten lowest single ratings now, and who gives them.\n\n**Good:** all above 0.8. **Otherwise:** several judges agree: the node is bad. One alone rates it low: doubt that judge.",
    labels: [
      { label: "node_id", title: "Node" },
      { label: "instance", title: "Judge" },
    ],
    values: [
      {
        title: "Reputation",
        unit: "short",
        decimals: 2,
        thresholds: lowIsBad({ yellow: limits.reputation.value, green: 0.8 }),
        expr: `bottomk(10, min by (node_id, instance) (butterfly_reputation_score{${onNode}}))`,
      },
    ],
  });

const crypto = () =>
  timeseries({
    id: 13,
    title: "Failed cryptography",
    description: `Operations per second that fail on the chosen nodes.\n\n**Good:** flat on zero. **Otherwise:** ${inWords(limits.cryptoFailures)} in 15 minutes fire ButterflyCryptoFailing: a key that was changed on one side, or ran out.`,
    unit: "ops",
    series: "stacked",
    queries: [
      {
        expr: `sum by (operation) (rate(butterfly_cryptographic_failures_total{${onNode}}[$interval]))`,
        legend: "{{operation}}",
      },
    ],
  });
