/**
 * Rules that people brought along, in Prometheus' own format
 * (https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/#rule_group): they are passed on as they are.
 */
import type { Recording } from "../queries/promql/check.ts";

/** A rule as its file has it. */
export interface BroughtRule {
  readonly record?: string;
  readonly alert?: string;
  readonly expr: string;
  /** Prometheus durations. */
  readonly for?: string;
  readonly keep_firing_for?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Rules that are evaluated together. */
export interface BroughtGroup {
  readonly name: string;
  /** Prometheus durations. Default: the server's. */
  readonly interval?: string;
  readonly query_offset?: string;
  /** The most series that one rule may give. */
  readonly limit?: number;
  /** Labels of every rule of the group. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly rules: readonly BroughtRule[];
}

/** A file of such rules. */
export interface BroughtFile {
  /** From the root of the repository. */
  readonly file: string;
  /** What Prometheus' file is called: the name without its ending. */
  readonly name: string;
  readonly groups: readonly BroughtGroup[];
  /** The alerts for which there is a page in `custom/runbooks/`. */
  readonly runbooks: ReadonlySet<string>;
}

/** The labels of a rule, its group's included. */
export function labelsOf(group: BroughtGroup, rule: BroughtRule): Readonly<Record<string, string>> {
  return { ...group.labels, ...rule.labels };
}

/** The recording rules among them. */
export function broughtRecordings(files: readonly BroughtFile[] = []): readonly Recording[] {
  return files
    .flatMap(({ groups }) => groups)
    .flatMap((group) =>
      group.rules.flatMap((rule) =>
        rule.record === undefined
          ? []
          : [{ record: rule.record, expr: rule.expr, labels: labelsOf(group, rule), world: "open" as const }],
      ),
    );
}

/** The alerts among them, each with its group. */
export function broughtAlerts(files: readonly BroughtFile[] = []): readonly {
  readonly file: BroughtFile;
  readonly group: BroughtGroup;
  readonly rule: BroughtRule & { alert: string };
}[] {
  return files.flatMap((file) =>
    file.groups.flatMap((group) =>
      group.rules.flatMap((rule) =>
        rule.alert === undefined ? [] : [{ file, group, rule: { ...rule, alert: rule.alert } }],
      ),
    ),
  );
}
