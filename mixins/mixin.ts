/**
 * A mixin: everything one observed system brings, as data. The field's own word for a bundle of rules, alerts and
 * dashboards (https://monitoring.mixins.dev).
 */
import type { Catalogue } from "../queries/catalogue.ts";
import type { BroughtFile } from "./brought-rules.ts";
import type { Slo } from "./slo/slo.ts";

/** How urgent alerts may be: `critical` pages a person, `warning` opens a ticket, `info` is for the record. */
export const SEVERITIES = ["critical", "warning", "info"] as const;

/** How urgent an alert is: one of `SEVERITIES`. */
export type Severity = (typeof SEVERITIES)[number];

/** A recording rule: a query evaluated at each interval and stored as a series of its own. */
export interface RecordingRule {
  /** `level:metric:operations`, or the specification's own name (https://prometheus.io/docs/practices/rules/). */
  readonly record: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** An alerting rule. `alert` is CamelCase and at most 40 characters. */
export interface AlertingRule {
  readonly alert: string;
  readonly expr: string;
  /** How long the condition must hold before the alert fires, as a Prometheus duration; absent: at once. */
  readonly for?: string;
  /** How long the alert goes on after the condition ended, as a Prometheus duration. */
  readonly keepFiringFor?: string;
  readonly severity: Severity;
  /**
   * The longest time from the fault in full to the page, as a Prometheus duration, at the settings of `Pulumi.prod.yaml`:
   * scrape, windows, evaluation, `for`, grouping. A minute for a critical alert, unless `slowBecause` says why not.
   */
  readonly detectWithin: string;
  /** Why a critical alert takes longer than a minute: what would go wrong if it did not wait. A sentence. */
  readonly slowBecause?: string;
  /** The team that is paged or gets the ticket: the label `team`. Absent: the stack's owner. */
  readonly team?: string;
  /** One sentence, capitalised, with a full stop. May use Prometheus templates. */
  readonly summary: string;
  /** What is happening, with the value and the labels that tell where. May use Prometheus templates. */
  readonly description: string;
  /** The `uid` of the dashboard to open first. It opens on the alert's `cluster`. */
  readonly dashboard: string;
  /** Further variables of that dashboard, each with the alert's label that fills it in, e.g. `{ node: "node_id" }`. */
  readonly dashboardVariables?: Readonly<Record<string, string>>;
}

/** Rules that are evaluated together, one after another, at one interval. */
export interface RuleGroup<Rule> {
  /** Unique in the system, e.g. `butterfly.recordings`. */
  readonly name: string;
  /** Evaluation interval as a Prometheus duration; absent: the server's. */
  readonly interval?: string;
  readonly rules: readonly Rule[];
}

/** An alert of Grafana's: a query, and the value from which on it fires. Texts use Prometheus' templates. */
export interface GrafanaAlert extends Omit<AlertingRule, "expr"> {
  /** PromQL: a series for each thing that is judged, with the value that is compared. */
  readonly query: string;
  /** It fires for each series whose value is higher. In the query's unit. */
  readonly above: number;
  /** The number of the panel on its dashboard that shows the query. */
  readonly panel: number;
  /**
   * What it makes of a query that gives nothing. `OK`: nothing is wrong, as where there is no traffic; targets that are gone have an
   * alert of their own. `Alerting`: that nothing is there is the fault.
   */
  readonly noData: "OK" | "Alerting";
}

/** Alerts that Grafana evaluates one after another. */
export interface GrafanaAlertGroup extends Required<RuleGroup<GrafanaAlert>> {
  /** The title of the folder that it lies in: one with dashboards. */
  readonly folder: string;
}

/** While one alert fires, others that are only its consequences send no notification. */
export interface Inhibition {
  /** The alert that tells the cause. */
  readonly source: string;
  /** The alerts that are its consequences. */
  readonly targets: readonly string[];
  /** Labels that must have the same value on both: all that tell the object apart, or one object would silence another. */
  readonly equal: readonly string[];
  /** Labels that both have and that may differ: they tell the fault apart, not the object. */
  readonly across?: readonly string[];
}

/** An application that a stack's settings describe: nothing is known of it but what is said there. */
export interface ScrapedApplication {
  /** The label `application` of all that is scraped of it. */
  readonly name: string;
  /** Its scrape jobs. */
  readonly jobs: readonly string[];
  /** What its logs and traces are called (`service.name`). */
  readonly service: string;
  /** Who is told of it. Absent: the stack's owner. */
  readonly team?: string;
  /** `sometimes`: it may rightly have no target. */
  readonly presence: "always" | "sometimes";
  /** How its metrics come: Prometheus asks its targets, or its processes send them to the agents. */
  readonly metrics: "scraped" | "sent";
}

/** An application that has a preset. */
export interface PresetApplication extends Pick<ScrapedApplication, "name" | "team"> {}

/** What a stack scrapes: some alerts are made for the jobs that there are. */
export interface Scraped {
  /** The value of the label `cluster` on every target. */
  readonly cluster: string;
  /** The names of the scrape jobs. */
  readonly jobs: readonly string[];
  /** Bytes of memory that a node outside Kubernetes may use, by its `node_role`. */
  readonly nodeMemory?: Readonly<Record<string, number>>;
  /** The share of each sample that is kept of what targets expose, by the sample's name. Default: all of each. */
  readonly kept?: Readonly<Record<string, number>>;
  /** Names of services in traces (`service`), by what part of their system they are. Default: the ones that they have by habit. */
  readonly services?: Readonly<Record<string, readonly string[]>>;
  /** The applications that the settings describe. Default: none. */
  readonly applications?: readonly ScrapedApplication[];
  /** When the Capacity Blocks of node pools end, in seconds since 1970, by the pool. Default: none that is known. */
  readonly capacityBlocks?: Readonly<Record<string, number>>;
  /** The version of NVIDIA's driver that the settings name, by the pool. Default: none is known. */
  readonly drivers?: Readonly<Record<string, string>>;
  /** The applications that have a preset, by its name. Default: none is known, and rules are made for whichever there are. */
  readonly presets?: Readonly<Record<string, readonly PresetApplication[]>>;
}

/** What a stack has in place of a mixin's own alerts. */
export interface Replacements {
  /** An alert as the stack has it; undefined: it has none such. */
  readonly of: (rule: AlertingRule) => AlertingRule | undefined;
  /** The names of those that it does not have. */
  readonly off: ReadonlySet<string>;
}

/** One observed system. `groups.ts` has all the rules that a stack gets of it. */
export interface Mixin {
  /** The system's name: becomes the label `system` of each alert, and names its folders. */
  readonly system: string;
  readonly catalogue: Catalogue;
  readonly recordings: readonly RuleGroup<RecordingRule>[];
  /** Recording rules that depend on what a stack scrapes: in each stack the same names, with the same labels. */
  readonly recordingsOn?: (scraped: Scraped) => readonly RuleGroup<RecordingRule>[];
  readonly alerts: readonly RuleGroup<AlertingRule>[];
  /** Alerts that depend on what a stack scrapes. */
  readonly alertsOn?: (scraped: Scraped) => readonly RuleGroup<AlertingRule>[];
  /** Alerts that Grafana evaluates itself. Default: none. */
  readonly grafanaAlerts?: readonly GrafanaAlertGroup[];
  /** Which of its alerts silence which others. */
  readonly inhibitions: readonly Inhibition[];
  /** What is promised of it: recordings, alerts and inhibitions are made from each. Default: nothing. */
  readonly slos?: readonly Slo[];
  /** Rules in Prometheus' own format that people brought along. Default: none. */
  readonly brought?: readonly BroughtFile[];
  /** What a stack's settings change of its alerts. Default: nothing. */
  readonly replacements?: Replacements;
}

/** What a rule is checked for where no stack is meant: each has the same names and labels. */
export const anyStack: Scraped = { cluster: "any", jobs: [] };

/** What a stack would scrape that has these jobs, and of everything else at least one: it has every alert that there is. */
export function everyStack(jobs: Iterable<string> = []): Scraped {
  const every = { jobs: [], service: "every", presence: "always" } as const;
  const applications = [
    { ...every, name: "every", metrics: "scraped" },
    { ...every, name: "every-sender", metrics: "sent" },
  ] as const;
  return { cluster: "every", jobs: [...jobs], applications, capacityBlocks: { every: 0 }, drivers: { every: "1" } };
}
