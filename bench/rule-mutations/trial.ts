/**
 * Puts changed rules to the rule tests under `test/rules/`, the cheapest checks first: most changes never see those that take long. A
 * process of promtool takes all changes of one rule at once.
 */
import { spawnSync } from "node:child_process";
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { inGroupOrder } from "../../test/real/support/rules-read.ts";
import type { MutableRule, RuleMutant } from "./mutants.ts";
import { RuleSet } from "./rule-set.ts";
import { type Check, type TestPiece, testPieces } from "./test-pieces.ts";

const TESTS = join(import.meta.dirname, "../../test/rules");

/** Of a test file what promtool's report says, in JUnit's form: its folder, and how many of its tests failed. */
const SUITE = /<testsuite name="(\d+)\/test\.yaml" tests="\d+" failures="(\d+)" errors="(\d+)"/g;

/** What puts changes to the tests. */
export interface TrialArgs {
  /** Path of promtool. */
  readonly promtool: string;
  /** A folder for its files. */
  readonly folder: string;
  /** Every system's rules as a rule file, by the file's name. */
  readonly rules: ReadonlyMap<string, string>;
}

/** Checks that a rule has a part in, and the rules that they need. */
interface Trial {
  readonly piece: TestPiece;
  readonly checks: readonly Check[];
  readonly kept: ReadonlySet<MutableRule>;
}

/** The rule tests, ready to be run with one rule changed. */
export class RuleTrial {
  readonly #args: TrialArgs;
  readonly #rules: ReadonlyMap<string, RuleSet>;
  readonly #pieces: readonly TestPiece[];

  constructor(args: TrialArgs) {
    this.#args = args;
    const files = globSync("*/*.yaml", { cwd: TESTS })
      .sort()
      .map((file) => {
        const text = readFileSync(join(TESTS, file), "utf8");
        return { file, text, pieces: testPieces(file, text) };
      });
    this.#pieces = files.flatMap(({ pieces }) => pieces ?? []);
    // Tests have rules of their own to compare with.
    const own = files
      .filter(({ pieces }) => pieces === undefined)
      .map(({ file, text }) => [basename(file), text] as const);
    this.#rules = new Map([...args.rules, ...own].map(([file, text]) => [file, new RuleSet(text)]));
  }

  /** The rules of a file, in its order. */
  rulesIn(file: string): readonly MutableRule[] {
    return this.#ruleSet(file).rules;
  }

  /**
   * The changes of a rule that no test notices.
   *
   * @throws {Error} where a test fails with the rule as it is.
   */
  unnoticed(file: string, rule: MutableRule, mutants: readonly RuleMutant[]): readonly RuleMutant[] {
    const rules = this.#ruleSet(file);
    return this.#trials(file, rule).reduce<readonly RuleMutant[]>((left, trial) => {
      if (left.length === 0) return left;
      // Without a matcher a rule may read more than it did.
      const versions = left.map(({ rule: to }) =>
        rules.file(new Set([...trial.kept, ...rules.withWhatIsRead(rules.named(to.expr))]), { of: rule, to }),
      );
      const passed = this.#passed(trial, file, versions);
      if (passed.size < left.length && this.#passed(trial, file, [rules.file(trial.kept)]).size === 0)
        throw new Error(`${trial.piece.name} fails with the rules as they are`);
      return left.filter((_, index) => passed.has(index));
    }, mutants);
  }

  #ruleSet(file: string): RuleSet {
    return this.#rules.get(file) ?? new RuleSet("groups: []");
  }

  /** What shows whether a rule was changed, the cheapest first. */
  #trials(file: string, rule: MutableRule): readonly Trial[] {
    const rules = this.#ruleSet(file);
    const trials = this.#pieces.flatMap((piece): readonly Trial[] => {
      if (!piece.ruleFiles.includes(file)) return [];
      const read = piece.checks
        .map((check) => ({ check, rules: rules.withWhatIsRead(rules.named(check.of)) }))
        .filter((each) => each.rules.has(rule));
      const kept = new Set(read.flatMap((each) => [...each.rules]));
      return read.length === 0 ? [] : [{ piece, checks: read.map(({ check }) => check), kept }];
    });
    return trials.sort((a, b) => cost(a) - cost(b));
  }

  /** With which of these versions of a rule file the checks pass, by place. */
  #passed({ piece, checks }: Trial, file: string, versions: readonly string[]): ReadonlySet<number> {
    const folder = mkdtempSync(join(this.#args.folder, "trial-"));
    const test = piece.text(checks);
    for (const [index, version] of versions.entries()) {
      mkdirSync(join(folder, String(index)));
      const read = piece.ruleFiles.map((each) => {
        const others = this.#ruleSet(each);
        return { each, text: each === file ? version : others.file(new Set(others.rules)) };
      });
      for (const { each, text } of read) writeFileSync(join(folder, String(index), each), text);
      const ordered = inGroupOrder(
        test,
        read.map(({ text }) => text),
      );
      writeFileSync(join(folder, String(index), "test.yaml"), ordered);
    }
    const report = join(folder, "report.xml");
    const names = versions.map((_, index) => join(String(index), "test.yaml"));
    spawnSync(this.#args.promtool, ["test", "rules", `--junit=${report}`, ...names], { cwd: folder, stdio: "ignore" });
    const suites = [...readFileSync(report, "utf8").matchAll(SUITE)];
    rmSync(folder, { recursive: true });
    if (suites.length !== versions.length) throw new Error(`promtool ran ${suites.length} of ${versions.length} tests`);
    return new Set(
      suites.flatMap(([, index, failures, errors]) => (failures === "0" && errors === "0" ? [Number(index)] : [])),
    );
  }
}

/** About what promtool takes: it evaluates each rule at each step up to the last check. */
function cost({ piece, checks, kept }: Trial): number {
  return (Math.max(...checks.map(({ at }) => at)) / piece.stepSeconds) * kept.size;
}
