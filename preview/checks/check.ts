/** What a check of a plan looks at, and what it finds. */
import type { Settings } from "../../config/settings.ts";
import type { Problem } from "../../problems/problem.ts";
import type { Known } from "../../queries/check.ts";
import type { Fleet } from "../fleet.ts";
import type { Manifest, RenderedFiles } from "../manifests.ts";
import type { Plan } from "../plan.ts";
import type { SeriesView } from "../series-view.ts";

/** Everything that a check may look at. */
export interface Subject {
  readonly plan: Plan;
  /** The name of its environment. */
  readonly environment: Settings["environment"];
  /** What is asked of it. */
  readonly standards: Settings["standards"];
  readonly manifests: readonly Manifest[];
  /** Files by their path below the output folder: the servers' files and the dashboards. */
  readonly served: RenderedFiles;
  /** Values that stand for secrets in this run: none may be anywhere. */
  readonly canaries: readonly string[];
  /** The names of the Secrets that the settings say are in the cluster. */
  readonly secretsThere: ReadonlySet<string>;
  /** The pages in `runbooks/`, by the alert's name. */
  readonly runbooks: ReadonlyMap<string, string>;
  /** What queries of this stack may ask for. */
  readonly known: Known;
  /** What people brought along in files, and what is wrong with the files and their rules. */
  readonly brought: CheckResult;
  /** The fleet that the stack belongs to. Absent: it stands alone. */
  readonly fleet?: Fleet;
  /** How many series a stack with other settings has. */
  readonly seriesOf: (settings: Settings) => number;
  /** How many series the stack has, what they need, and what Prometheus is given. */
  readonly series: Pick<SeriesView, "total" | "memoryBytes" | "diskBytes" | "given">;
}

/** What a check looked at, and what it found wrong. */
export interface CheckResult {
  /** How many things were looked at. */
  readonly count: number;
  readonly problems: readonly Problem[];
  /** What was there and not looked at. */
  readonly note?: string;
}

/** One check: its title in the report, what it counts, and how it looks. */
export interface Check {
  readonly title: string;
  /** What `count` counts, in the plural. */
  readonly unit: string;
  /** Whether it is made of this stack. Default: of each. */
  readonly applies?: (subject: Subject) => boolean;
  readonly run: (subject: Subject) => CheckResult;
}
