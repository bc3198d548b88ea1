/** Puts changed rules to the rule tests under `test/rules/`: a process of promtool takes all changes of one rule at once. */
import { spawnSync } from "node:child_process";
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parse, stringify } from "yaml";
import { z } from "zod";
import { inGroupOrder, rulesRead } from "../test/real/support/rules-read.ts";
import type { MutableRule, RuleMutant } from "./rule-mutants.ts";

const TESTS = join(import.meta.dirname, "../test/rules");

/** A rule file. */
interface RuleFile {
  readonly groups: readonly { readonly name: string; readonly rules: readonly MutableRule[] }[];
}

/** A file of rule tests. */
interface RuleTest {
  readonly text: string;
  /** The rule files that it reads. */
  readonly ruleFiles: readonly string[];
}

const TestFile = z.looseObject({ rule_files: z.array(z.string()) });

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

/** The rule tests, ready to be run with one rule changed. */
export class RuleTrial {
  readonly #args: TrialArgs;
  readonly #rules: ReadonlyMap<string, string>;
  readonly #tests: readonly RuleTest[];

  constructor(args: TrialArgs) {
    this.#args = args;
    const files = globSync("*/*.yaml", { cwd: TESTS })
      .sort()
      .map((file) => ({ file, text: readFileSync(join(TESTS, file), "utf8") }));
    // Tests have rules of their own to compare with: they stay as they are.
    const own = files.filter(({ text }) => !TestFile.safeParse(parse(text)).success);
    this.#rules = new Map([...args.rules, ...own.map(({ file, text }) => [basename(file), text] as const)]);
    this.#tests = files
      .filter((file) => !own.includes(file))
      .map(({ text }) => ({ text, ruleFiles: TestFile.parse(parse(text)).rule_files }));
  }

  /** The rules of a file, in its order. */
  rulesIn(file: string): readonly MutableRule[] {
    const { groups }: RuleFile = parse(this.#rules.get(file) ?? "groups: []");
    return groups.flatMap(({ rules }) => rules);
  }

  /**
   * The changes of a rule that no test notices. The tests of an alert are the files that name it; those of a recording all that
   * read it, through other rules as well.
   */
  unnoticed(file: string, rule: MutableRule, mutants: readonly RuleMutant[]): readonly RuleMutant[] {
    const name = rule.alert ?? rule.record ?? "";
    return this.#tests.reduce<readonly RuleMutant[]>((left, test) => {
      if (left.length === 0 || !test.ruleFiles.includes(file)) return left;
      if (rule.alert !== undefined && !new RegExp(`\\b${name}\\b`).test(test.text)) return left;
      const read: RuleFile = parse(rulesRead(this.#rules.get(file) ?? "", test.text));
      if (!read.groups.some(({ rules }) => rules.some((each) => same(each, rule)))) return left;
      const passed = this.#passed(
        test,
        file,
        left.map((mutant) => changed(read, rule, mutant.rule)),
      );
      return left.filter((_, index) => passed.has(index));
    }, mutants);
  }

  /** With which of these versions of a rule file a test passes, by place. */
  #passed(test: RuleTest, file: string, versions: readonly string[]): ReadonlySet<number> {
    const folder = mkdtempSync(join(this.#args.folder, "trial-"));
    for (const [index, version] of versions.entries()) {
      mkdirSync(join(folder, String(index)));
      const read = test.ruleFiles.map((each) => ({
        each,
        text: each === file ? version : rulesRead(this.#rules.get(each) ?? "groups: []", test.text),
      }));
      for (const { each, text } of read) writeFileSync(join(folder, String(index), each), text);
      const ordered = inGroupOrder(
        test.text,
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
    const passed = new Set(
      suites.flatMap(([, index, failures, errors]) => (failures === "0" && errors === "0" ? [Number(index)] : [])),
    );
    return passed;
  }
}

function changed(file: RuleFile, rule: MutableRule, mutant: MutableRule): string {
  const groups = file.groups.map((group) => ({
    ...group,
    rules: group.rules.map((each) => (same(each, rule) ? { ...each, ...mutant } : each)),
  }));
  return stringify({ groups }, { lineWidth: 0, aliasDuplicateObjects: false });
}

/** Whether two readings of a rule file mean the same rule: two recordings may have one name. */
function same(a: MutableRule, b: MutableRule): boolean {
  return a.alert === b.alert && a.record === b.record && a.expr === b.expr;
}
