import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readExposition } from "../../mixins/exposition.ts";
import { recordFile, recordOf } from "../../mixins/record-of.ts";

/** The one metric of a scrape's record. */
function metricOf(...lines: readonly string[]) {
  return recordOf("shop", "1.0.0", [readExposition(lines.join("\n"))]).metrics[0];
}

describe("a record", () => {
  test("has the labels that all series of a metric have, and those that only some have", () => {
    expect(metricOf("# HELP a Help.", "# TYPE a gauge", 'a{x="1",y="1",z=""} 1', 'a{x="2",y="",z=""} 1')).toEqual({
      name: "a",
      type: "gauge",
      help: "Help.",
      labels: ["x"],
      sometimes: ["y", "z"],
    });
  });

  test("has the buckets of a histogram where they are the same in all its series", () => {
    const series = (x: string, ...bounds: readonly string[]) =>
      [...bounds, "+Inf"].map((le) => `a_bucket{x="${x}",le="${le}"} 1`);
    const head = "# TYPE a histogram";
    const metric = { name: "a", type: "histogram", help: "", labels: ["x"] };
    expect(metricOf(head, ...series("1", "10", "2.5"), ...series("2", "2.5", "1e1"))).toEqual({
      ...metric,
      buckets: [2.5, 10],
    });
    expect(metricOf(head, ...series("1", "10"), ...series("2", "20"))).toEqual(metric);
    expect(metricOf(head, ...series("1"))).toEqual({ ...metric, buckets: [] });
  });

  test("tells a summary with quantiles from one without", () => {
    const [head, totals] = ["# TYPE a summary", ["a_sum 1", "a_count 1"]];
    const metric = { name: "a", type: "summary", help: "", labels: [] };
    expect(metricOf(head, 'a{quantile="0.5"} 1', ...totals)).toEqual(metric);
    expect(metricOf(head, ...totals)).toEqual({ ...metric, exposition: "totals" });
  });

  test("leaves out metrics without a series, and keeps those of client libraries apart", () => {
    const scrape = readExposition("# TYPE a gauge\nb 1\ngo_goroutines 1\nprocess_cpu_seconds_total 1\ngopher_total 1");
    const names = (share: "own" | "library") => recordOf("x", "1", [scrape], share).metrics.map(({ name }) => name);
    expect(names("own")).toEqual(["b", "gopher_total"]);
    expect(names("library")).toEqual(["go_goroutines", "process_cpu_seconds_total"]);
  });

  test("refuses scrapes that disagree", () => {
    const scrapes = ["# TYPE a gauge\na 1", "# TYPE a counter\na 1"].map(readExposition);
    expect(() => recordOf("x", "1", scrapes)).toThrow("a is gauge in one scrape and counter in another");
  });

  test("is the same whatever the order of scrapes, metrics and series, and is read back from its file", () => {
    const sample = fc.record({
      name: fc.constantFrom("a", "b", "c"),
      help: fc.constantFrom("One.", "Two."),
      labels: fc.dictionary(fc.constantFrom("x", "y"), fc.constantFrom("", "1", "2")),
    });
    const scrapes = fc.array(fc.uniqueArray(sample, { selector: ({ name }) => name }), { minLength: 1, maxLength: 3 });
    const textOf = ({ name, help, labels }: { name: string; help: string; labels: Record<string, string> }) =>
      `# HELP ${name} ${help}\n${name}{${Object.entries(labels).map(([label, value]) => `${label}="${value}"`)}} 1\n`;
    const record = (samples: readonly (readonly Parameters<typeof textOf>[0][])[]) =>
      recordOf(
        "shop",
        "1.0.0",
        samples.map((each) => readExposition(each.map(textOf).join(""))),
      );
    fc.assert(
      fc.property(scrapes, (given) => {
        const file = recordFile(record(given));
        expect(recordFile(record(given.toReversed().map((each) => each.toReversed())))).toBe(file);
        expect(JSON.parse(file)).toEqual(record(given));
      }),
    );
  });
});
