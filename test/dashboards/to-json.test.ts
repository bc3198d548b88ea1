import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toJson } from "../../dashboards/to-json.ts";
import { dashboards } from "../observed.ts";

/** The same value with the keys of every object in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  );
}

describe("toJson", () => {
  test("writes keys in order, two spaces deep, with a newline at the end", () => {
    expect(toJson({ uid: "u", title: "t", panels: [] })).toBe('{\n  "panels": [],\n  "title": "t",\n  "uid": "u"\n}\n');
  });

  test("leaves out the numbers of the server, but not those of panels", () => {
    const json = JSON.parse(toJson({ uid: "u", title: "t", id: 7, version: 3, panels: [{ id: 1, type: "text" }] }));
    expect(json).toEqual({ uid: "u", title: "t", panels: [{ id: 1, type: "text" }] });
  });

  test("gives the same bytes whatever the order of the keys, and loses nothing", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (options) => {
        const model = { uid: "u", title: "t", options };
        const other = { options: reversed(options), title: "t", uid: "u" };
        expect(toJson(other)).toBe(toJson(model));
        expect(JSON.parse(toJson(model))).toEqual(JSON.parse(JSON.stringify(model)));
      }),
    );
  });

  test.each(dashboards.map((dashboard) => [dashboard.uid, dashboard] as const))(
    "writes %s the same each time",
    (_uid, dashboard) => {
      expect(toJson(dashboard.build())).toBe(toJson(dashboard.build()));
    },
  );
});
