import { camel, snake } from "../names.ts";
import { systemOf } from "../part-of.ts";
import type { Kind } from "../recipe.ts";
import { CHECKED } from "./next.ts";

/** The units that a name can end in (https://prometheus.io/docs/practices/naming/#base-units). */
const UNITS = ["seconds", "bytes", "ratio", "celsius", "hertz", "volts", "watts", "joules"] as const;

/** A metric: an entry in its system's catalogue. Catalogues that are recorded from exporters take none by hand. */
export const metric: Kind = {
  kind: "metric",
  writes: "its entry in the system's catalogue; queries may ask for it from then on",
  pattern: /^[a-z][a-z0-9]*(_[a-z0-9]+)+$/,
  spelling: "as exposed, in lower case with underscores, the system first, e.g. butterfly_disk_free_bytes",
  partOf: "system",
  taken: ({ inventory }) => inventory.metrics,
  recipe: (wanted) => {
    const { name } = systemOf(wanted);
    return {
      files: {},
      edits: [
        {
          kind: "insertion",
          file: `mixins/${name}/metrics.ts`,
          into: [`${camel(name)}Catalogue`, "metrics"],
          element: entry(wanted.name),
        },
      ],
      next: CHECKED,
    };
  },
};

function entry(name: string): string {
  const counted = name.endsWith("_total");
  const bare = counted ? name.slice(0, -"_total".length) : name;
  const unit = UNITS.find((each) => bare.endsWith(`_${each}`)) ?? "count";
  return `
    // TODO: its labels, each with how many values it can take; a histogram has buckets.
    {
      name: "${snake(name)}",
      type: "${counted ? "counter" : "gauge"}",
      help: "TODO: what it counts or measures.",
      unit: "${unit}",
      labels: {},
    }`;
}
