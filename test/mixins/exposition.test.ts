import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readExposition } from "../../mixins/exposition.ts";

describe("a scrape", () => {
  test("is read family by family, with its samples", () => {
    const text = [
      "# a comment",
      "# HELP shop_seconds How long.\\nIn seconds, \\\\ no more.",
      "# TYPE shop_seconds histogram",
      'shop_seconds_bucket{door="a \\"b\\", {c}",le="0.5",} 1 1395066363000',
      'shop_seconds_bucket{door="", le="+Inf"} 2',
      "shop_seconds_sum 0.5",
      "shop_seconds_count 2",
      "# TYPE shop_queue gauge",
      "shop_queue{} NaN",
      "",
      "shop_queue_sum -1e-3",
      "# HELP shop_empty",
    ].join("\n");
    expect(readExposition(text)).toEqual([
      {
        name: "shop_seconds",
        type: "histogram",
        help: "How long.\nIn seconds, \\ no more.",
        samples: [
          { name: "shop_seconds_bucket", labels: { door: 'a "b", {c}', le: "0.5" } },
          { name: "shop_seconds_bucket", labels: { door: "", le: "+Inf" } },
          { name: "shop_seconds_sum", labels: {} },
          { name: "shop_seconds_count", labels: {} },
        ],
      },
      { name: "shop_queue", type: "gauge", help: "", samples: [{ name: "shop_queue", labels: {} }] },
      { name: "shop_queue_sum", type: "untyped", help: "", samples: [{ name: "shop_queue_sum", labels: {} }] },
      { name: "shop_empty", type: "untyped", help: "", samples: [] },
    ]);
  });

  test.each([
    ["<html>", "line 1: not a sample: <html>"],
    ["up 1\nup", "line 2: not a sample: up"],
    ["up{a=1} 1", "line 1: not a label: a=1"],
    ['up{a="1" b="2"} 1', 'line 1: not a label: a="1" b="2"'],
    ['up{a="1",a="2"} 1', "line 1: the label a stands twice"],
    ['up{a="1} 1', 'line 1: not a label: a="1'],
    [
      "# TYPE up stateset",
      'line 1: up has the type "stateset"; the format has counter, gauge, histogram, summary, untyped',
    ],
    ["# TYPE up gauge\n# TYPE up counter", "line 2: up is gauge, and here counter"],
    ["up 1\n# TYPE up gauge", "line 2: up is untyped, and here gauge"],
    ["# HELP up One.\n# HELP up Two.", "line 2: up has two HELP lines that differ"],
    ["?\n".repeat(7), `${[1, 2, 3, 4, 5].map((line) => `line ${line}: not a sample: ?`).join("\n")}\nand 2 more`],
  ])("with %j is refused", (text, message) => {
    expect(() => readExposition(text)).toThrow(new SyntaxError(message));
  });

  test("gives back the labels that were written, whatever is in their values", () => {
    const labels = fc.dictionary(fc.stringMatching(/^[a-z_]{1,5}$/), fc.string({ unit: "grapheme" }));
    fc.assert(
      fc.property(labels, (written) => {
        const escaped = (value: string) => value.replace(/[\\"\n]/g, (it) => (it === "\n" ? "\\n" : `\\${it}`));
        const pairs = Object.entries(written).map(([name, value]) => `${name}="${escaped(value)}"`);
        const [family] = readExposition(`up{${pairs.join(",")}} 1`);
        expect(family?.samples).toEqual([{ name: "up", labels: written }]);
      }),
      // Ends of lines to JavaScript, not to Prometheus.
      { examples: [[{ a: "\r" }], [{ a: "\u2028\u2029" }]] },
    );
  });
});
