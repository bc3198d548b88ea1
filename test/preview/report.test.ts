import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { stackCapacity } from "../../components/compute/capacity.ts";
import { reportMarkdown, reportText } from "../../preview/report.ts";
import type { CheckSummary, Summary } from "../../preview/summary.ts";
import { errorAt, type Problem, warningAt } from "../../problems/problem.ts";
import { previewed } from "../previewed.ts";

const where = { file: "x.json", part: "CPU" };
const [error, warning] = [errorAt(where, "Wrong."), warningAt(where, "Odd.")];

function summary(...problems: readonly Problem[]): Summary {
  const check: CheckSummary = { title: "Queries", unit: "queries", count: 7, problems };
  return {
    project: "aiobs",
    stack: "dev",
    resources: 1,
    components: [],
    protected: [],
    checks: [check],
    capacity: stackCapacity({}),
    missingSecrets: [],
    expectedSecrets: [
      {
        namespace: "monitoring",
        name: "slack",
        keys: ["webhook-url"],
        readers: ["StatefulSet alertmanager"],
        without: "waits",
        command: "kubectl get secret slack",
      },
    ],
    series: {
      total: 750_000,
      budget: 1_000_000,
      dropped: 0,
      samplesPerSecond: 50_000,
      shards: 1,
      memoryBytes: 3 * 2 ** 30,
      diskBytes: 100 * 2 ** 30,
      objectStorageBytesPerDay: 2 ** 30,
      given: { memory: "4Gi", storage: "200Gi" },
      jobs: { cadvisor: 500_000, kubelet: 250_000 },
      metrics: Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`metric_${index}`, 37_500])),
    },
    partsElsewhere: [{ part: "node-exporter", what: "existing: pods app=node in monitoring, port 9100" }],
    changedAlerts: [{ alert: "Slow", changes: ["for: 5m → 30m", "team: ml → sre"] }],
    told: [
      { alert: "Slow", severity: "warning", receivers: ['ml (slack) where team=~"ml|data"', "team (slack) otherwise"] },
    ],
  };
}

it.each([
  [[], "ok"],
  [[warning], "ok, 1 warning"],
  [[error, warning, warning], "1 error and 2 warnings"],
])("counts errors and warnings, and lists each: %#", (problems, verdict) => {
  const text = reportText(summary(...problems), { colour: "plain", columns: undefined });
  expect(text).toContain(`  Queries  ${verdict}  7 queries\n`);
  const markdown = reportMarkdown(summary(...problems), "");
  expect(markdown).toContain(problems.includes(error) ? `**${verdict}**` : `| ${verdict}`);
  for (const line of ["x.json › CPU: Wrong.", "x.json › CPU: warning: Odd."]) {
    const expected = problems.some(({ message }) => line.endsWith(message));
    expect([text.includes(line), markdown.includes(line)]).toEqual([expected, expected]);
  }
});

describe("on a narrow terminal", () => {
  const prod = previewed("prod").then(({ summary: of }) => of);
  const wide = prod.then((of) => reportText(of, { colour: "plain", columns: undefined }));
  const words = (text: string) => text.split(/\s+/).filter((word) => word !== "");

  it.each([60, 80, 40])(
    "of %d columns no line is longer, but for single words, and no word is broken",
    async (columns) => {
      const text = reportText(await prod, { colour: "plain", columns });
      const long = text.split("\n").filter((line) => line.length > columns && /\S\s+\S/.test(line));
      expect(long).toEqual([]);
      const known = new Set(words(await wide));
      const broken = words(text).filter((word) => !(/[;:]$/.test(word) || known.has(word)));
      expect(broken).toEqual([]);
    },
  );

  it("colours change nothing but the colour", async () => {
    for (const columns of [60, undefined]) {
      const coloured = reportText(await prod, { colour: "colour", columns });
      expect(coloured).toContain("\u001b[32m");
      expect(stripVTControlCharacters(coloured)).toBe(reportText(await prod, { colour: "plain", columns }));
    }
  });
});

it("says what the settings change of alerts", () => {
  expect(reportText(summary(), { colour: "plain", columns: undefined })).toContain(
    "  Slow  for: 5m → 30m, team: ml → sre\n",
  );
  expect(reportMarkdown(summary(), "")).toContain("| Slow | for: 5m → 30m, team: ml → sre |");
});

it("says who is told of each alert, in a table that a matcher's bars do not break", () => {
  expect(reportMarkdown(summary(), "")).toContain(
    '| Slow | warning | ml (slack) where team=~"ml\\|data", team (slack) otherwise |\n',
  );
});

it("says how many series there are, what they cost, and which metrics and jobs they are of", () => {
  const text = reportText(summary(), { colour: "plain", columns: undefined });
  expect(text).toContain("  750,000 active series of 1,000,000 (25 % headroom)\n");
  const markdown = reportMarkdown(summary(), "");
  expect(markdown).toContain("| cadvisor | 500,000 | 66.7 % |\n");
  expect(markdown).toContain("| metric_0 | 37,500 | 5.0 % |\n");
  expect(markdown).toContain("| 8 others | 300,000 | 40.0 % |\n");
});
