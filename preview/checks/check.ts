/** What a check of a plan looks at, and what it finds. */
import type { Settings } from "../../config/settings.ts";
import type { Manifest, RenderedFiles } from "../manifests.ts";
import type { Plan } from "../plan.ts";

/** Something wrong, and where. */
export interface Finding {
  /** The object, file, rule or panel, as a person would look for it. */
  readonly where: string;
  /** What is wrong and what to do. */
  readonly message: string;
}

/** Everything that a check may look at. */
export interface Subject {
  readonly plan: Plan;
  /** What the stack is for. */
  readonly environment: Settings["environment"];
  readonly manifests: readonly Manifest[];
  /** Files by their path below the output folder: the servers' files and the dashboards. */
  readonly served: RenderedFiles;
  /** Values that stand for secrets in this run: none may be anywhere. */
  readonly canaries: readonly string[];
  /** The names of the alerts that have a page in `runbooks/`. */
  readonly runbooks: ReadonlySet<string>;
}

/** What a check looked at, and what it found wrong. */
export interface CheckResult {
  /** How many things were looked at. */
  readonly count: number;
  readonly findings: readonly Finding[];
}

/** One check: its title in the report, what it counts, and how it looks. */
export interface Check {
  readonly title: string;
  /** What `count` counts, in the plural. */
  readonly unit: string;
  readonly run: (subject: Subject) => CheckResult;
}
