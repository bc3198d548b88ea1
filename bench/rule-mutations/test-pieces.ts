/**
 * Files of rule tests (https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/), taken apart: promtool evaluates
 * a test's rules at every step up to its last check, so an early check alone costs little.
 */
import { parse, stringify } from "yaml";
import { z } from "zod";
import { seconds } from "../../test/real/support/hastened.ts";

/** What is looked at in a test, at one time. */
export interface Check {
  /** Where in a test it stands. */
  readonly kind: "alert_rule_test" | "promql_expr_test";
  /** An alert's name, or a query. */
  readonly of: string;
  /** Seconds after the test's begin. */
  readonly at: number;
  /** As the file has it. */
  readonly written: object;
}

/** A part of one test that can be run alone: its series, and some of its checks. */
export interface TestPiece {
  /** The file below `test/rules/`, and the test's place in it. */
  readonly name: string;
  readonly ruleFiles: readonly string[];
  /** Seconds between two evaluations. */
  readonly stepSeconds: number;
  readonly checks: readonly Check[];
  /** As a test file, with these of its checks. */
  readonly text: (checks: readonly Check[]) => string;
}

const Checks = z
  .array(
    z.looseObject({
      eval_time: z.string().default("0s"),
      alertname: z.string().optional(),
      expr: z.string().optional(),
    }),
  )
  .default([]);
const TestFile = z.looseObject({
  rule_files: z.array(z.string()),
  evaluation_interval: z.string().default("1m"),
  tests: z.array(z.looseObject({ alert_rule_test: Checks, promql_expr_test: Checks })),
});

/** A piece's last check is at most so many times as late as its first: what comes later is evaluated only for those that get so far. */
const LATER = 4;

/** `values: 0x20` is twenty zeros to promtool, and 32 to YAML: all that is written stays text. */
const AS_TEXT = { schema: "failsafe" } as const;

/** The pieces of a test file; `undefined` for one that holds rules. */
export function testPieces(file: string, text: string): readonly TestPiece[] | undefined {
  const parsed = TestFile.safeParse(parse(text, AS_TEXT));
  if (!parsed.success) return undefined;
  const { tests, ...common } = parsed.data;
  return tests.flatMap(({ alert_rule_test, promql_expr_test, ...test }, index) => {
    const checks = [
      ...alert_rule_test.map((written) => check("alert_rule_test", written.alertname, written)),
      ...promql_expr_test.map((written) => check("promql_expr_test", written.expr, written)),
    ].sort((a, b) => a.at - b.at);
    return parted(checks).map(
      (part): TestPiece => ({
        name: `${file} (${index + 1})`,
        ruleFiles: common.rule_files,
        stepSeconds: seconds(common.evaluation_interval),
        checks: part,
        text: (kept) =>
          stringify({ ...common, tests: [{ ...test, ...byKind(kept) }] }, { ...AS_TEXT, aliasDuplicateObjects: false }),
      }),
    );
  });
}

function check(kind: Check["kind"], of: string | undefined, written: { readonly eval_time: string }): Check {
  return { kind, of: of ?? "", at: seconds(written.eval_time), written };
}

function byKind(checks: readonly Check[]): Readonly<Record<string, readonly object[]>> {
  const grouped = Map.groupBy(checks, ({ kind }) => kind);
  return Object.fromEntries([...grouped].map(([kind, each]) => [kind, each.map(({ written }) => written)]));
}

/** Checks in order of time, in runs. */
function parted(checks: readonly Check[]): readonly (readonly Check[])[] {
  const parts: Check[][] = [];
  for (const each of checks) {
    const part = parts.at(-1);
    const [first] = part ?? [];
    if (part === undefined || first === undefined || each.at > LATER * first.at) parts.push([each]);
    else part.push(each);
  }
  return parts;
}
