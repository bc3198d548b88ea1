/**
 * Grafana's alerting as its provisioning files have it: rules, the one contact point, the one policy
 * (https://grafana.com/docs/grafana/latest/alerting/set-up/provision-alerting-resources/file-provisioning/; read by
 * pkg/services/provisioning/alerting of Grafana). Whichever way they are delivered, this is what they say.
 */
import { stringify } from "yaml";

import { grafanaGroups } from "../../mixins/groups.ts";
import type { GrafanaAlert, Mixin } from "../../mixins/mixin.ts";
import { type AlertContext, alertTexts } from "../metrics/alert-texts.ts";
import type { PlaceFacts } from "../place.ts";
import { DATA_SOURCES } from "../workload/data-source.ts";

/** A query of a rule, or an expression on another one's result. */
export interface RuleData {
  readonly refId: string;
  readonly datasourceUid: string;
  /** Seconds before now, from and to. */
  readonly relativeTimeRange: { readonly from: number; readonly to: number };
  readonly model: Readonly<Record<string, unknown>>;
}

/** A rule as Grafana reads it. */
export interface ProvisionedRule {
  /** Its name in addresses: never changes, at most 40 characters. */
  readonly uid: string;
  readonly title: string;
  /** The `refId` of what is true where it fires. */
  readonly condition: string;
  readonly data: readonly RuleData[];
  readonly for: string;
  readonly keepFiringFor?: string;
  readonly noDataState: string;
  readonly execErrState: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** A group of rules as Grafana reads it. */
export interface ProvisionedGroup {
  readonly name: string;
  readonly folder: string;
  readonly interval: string;
  readonly rules: readonly ProvisionedRule[];
}

/** Grafana's name for its own expressions, where a data source is asked for. */
const EXPRESSION = "__expr__";

/** The groups of rules of these systems. */
export function provisionedGroups(
  mixins: readonly Mixin[],
  place: Pick<PlaceFacts, "cluster" | "environment">,
  context: AlertContext,
): readonly ProvisionedGroup[] {
  return mixins.flatMap((mixin) =>
    grafanaGroups(mixin).map(({ name, folder, interval, rules }) => ({
      name,
      folder,
      interval,
      rules: rules.map((rule) => provisionedRule(mixin.system, rule, place, context)),
    })),
  );
}

function provisionedRule(
  system: string,
  rule: GrafanaAlert,
  { cluster, environment }: Pick<PlaceFacts, "cluster" | "environment">,
  context: AlertContext,
): ProvisionedRule {
  const { labels, annotations } = alertTexts(system, rule, context);
  return {
    uid: ruleUid(rule.alert),
    title: rule.alert,
    condition: "B",
    data: [queried(rule.query), compared(rule.above)],
    for: rule.for ?? "0s",
    ...(rule.keepFiringFor === undefined ? {} : { keepFiringFor: rule.keepFiringFor }),
    noDataState: rule.noData,
    // A rule that cannot be evaluated judges nothing, and somebody should know.
    execErrState: "Error",
    // Those that Prometheus adds as external labels, and that an alert on an error of the query would lack.
    labels: { ...labels, cluster, environment },
    annotations: {
      ...Object.fromEntries(Object.entries(annotations).map(([name, text]) => [name, template(text)])),
      // Grafana's own way from the alert to its panel, and back.
      __dashboardUid__: rule.dashboard,
      __panelId__: String(rule.panel),
    },
  };
}

/** The uid of an alert's rule: `MaestroApiErrorRate` → `maestro-api-error-rate`. */
export function ruleUid(alert: string): string {
  return alert.replace(/(?<=[a-z0-9])(?=[A-Z])/g, "-").toLowerCase();
}

/** One value of each series, now. Steps and points are Grafana's defaults, which its provider leaves out as well. */
function queried(query: string): RuleData {
  return {
    refId: "A",
    datasourceUid: DATA_SOURCES.metrics,
    relativeTimeRange: { from: 600, to: 0 },
    model: {
      refId: "A",
      datasource: { type: "prometheus", uid: DATA_SOURCES.metrics },
      editorMode: "code",
      expr: query.trim(),
      instant: true,
      range: false,
    },
  };
}

function compared(above: number): RuleData {
  return {
    refId: "B",
    datasourceUid: EXPRESSION,
    relativeTimeRange: { from: 0, to: 0 },
    model: {
      refId: "B",
      datasource: { type: EXPRESSION, uid: EXPRESSION },
      type: "threshold",
      expression: "A",
      conditions: [{ evaluator: { type: "gt", params: [above] } }],
    },
  };
}

/**
 * A template of Prometheus' in Grafana's words: the value is that of the query. Without `$`, which begins a variable of the
 * environment in a provisioning file.
 */
function template(text: string): string {
  return text.replaceAll("$labels.", ".Labels.").replaceAll(/\$value\b/g, ".Values.A.Value");
}

/** The rules, and the uids of those that are to be removed, as a provisioning file. */
export function renderAlertRules(groups: readonly ProvisionedGroup[], removed: readonly string[]): string {
  return stringify(
    {
      apiVersion: 1,
      groups: groups.map(({ rules, ...group }) => ({
        orgId: 1,
        ...group,
        rules: rules.map((rule) => ({
          ...rule,
          dashboardUid: rule.annotations.__dashboardUid__,
          panelId: Number(rule.annotations.__panelId__),
        })),
      })),
      // Of one that there is not, nothing is removed, and nothing is said.
      ...(removed.length === 0 ? {} : { deleteRules: removed.map((uid) => ({ orgId: 1, uid })) }),
    },
    { lineWidth: 0, aliasDuplicateObjects: false, sortMapEntries: true },
  );
}
