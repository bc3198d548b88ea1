import { textType } from "./text-type.ts";

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

/** A setting that holds a moment, as RFC 3339 writes it in UTC: in seconds since 1970. In quotes, for YAML has times of its own. */
export function instant() {
  return textType({
    name: "time",
    expected: 'a time in UTC, in quotes, such as "2026-12-01T11:30:00Z"',
    examples: ["2026-12-01T11:30:00Z"],
    pattern: INSTANT,
    parse: (text) => {
      const milliseconds = INSTANT.test(text) ? Date.parse(text) : Number.NaN;
      // JavaScript takes the 31st of February for the 3rd of March.
      const exists = !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString() === text.replace("Z", ".000Z");
      return exists ? milliseconds / 1000 : undefined;
    },
    nearest: (text) =>
      `${text
        .trim()
        .replace(" ", "T")
        .replace(/(?:\.\d+)?(?:Z|\+00:00)?$/, "")}Z`,
  });
}
