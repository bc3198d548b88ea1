import * as z from "zod";

/** How long a list must be, and what tells its entries apart. */
interface ListOptions<Entry> {
  /** Fewest entries; default 0. */
  readonly min?: number;
  /** What no two entries may share; default the whole entry. */
  readonly by?: (entry: Entry) => unknown;
}

/** A list in which nothing is twice, compared without regard to case. */
export function list<Element extends z.ZodType>(
  element: Element,
  { min = 0, by = (entry) => entry }: ListOptions<z.output<Element>> = {},
) {
  return z
    .array(element)
    .min(min)
    .superRefine((entries, context) => {
      const keys = entries.map((entry) => JSON.stringify(by(entry)).toLowerCase());
      for (const [index, key] of keys.entries()) {
        const first = keys.indexOf(key);
        if (first === index) continue;
        const message = `is the same as entry [${first}] of the list; remove one`;
        context.issues.push({ code: "custom", path: [index], input: entries, message });
      }
    })
    .meta({ uniqueItems: true });
}
