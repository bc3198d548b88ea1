/** Alertmanager's configuration file (https://prometheus.io/docs/alerting/latest/configuration/). */
import { stringify } from "yaml";
import type { Settings } from "../../config/settings.ts";
import type { SecretRef } from "../../config/types/secret-ref.ts";
import type { Inhibition } from "../../mixins/mixin.ts";

type AlertmanagerSettings = Settings["alertmanager"];
type Receiver = AlertmanagerSettings["receivers"][string];
type Watchdog = AlertmanagerSettings["watchdog"];
type Root = AlertmanagerSettings["route"];
type Branch = Root["routes"][number];

/** Where the secrets' files are, in the pod. */
export const SECRETS_DIRECTORY = "/etc/alertmanager/secrets";

/** The receiver of a watchdog that nothing listens for. */
const DROPPED = "dropped-watchdog";

/** The configuration file, as YAML. It names the files of secrets; it holds none. */
export function renderAlertmanagerConfig(settings: AlertmanagerSettings, inhibitions: readonly Inhibition[]): string {
  const receivers = Object.entries(settings.receivers).map(([name, receiver]) => ({ name, ...integrations(receiver) }));
  const { route, watchdog } = settings;
  return stringify(
    {
      global: { resolve_timeout: "5m" },
      route: { ...routeFields(route), routes: [watchdogRoute(watchdog), ...route.routes.map(branch)] },
      inhibit_rules: [...severityInhibitions(), ...inhibitions.map(inhibition)],
      receivers: watchdog === undefined ? [...receivers, { name: DROPPED }] : receivers,
    },
    { lineWidth: 0, aliasDuplicateObjects: false },
  );
}

/** First in the tree, and alone: grouping with or repeating like other alerts would blunt it. */
function watchdogRoute(watchdog: Watchdog): object {
  const interval = watchdog?.interval.text ?? "1m";
  return {
    matchers: ['alertname="Watchdog"'],
    receiver: watchdog?.receiver ?? DROPPED,
    group_by: ["alertname", "cluster"],
    group_wait: "0s",
    group_interval: interval,
    repeat_interval: interval,
  };
}

function branch(node: Branch): object {
  return {
    matchers: node.matchers.map(({ text }) => text),
    ...routeFields(node),
    ...(node.continue ? { continue: true } : {}),
    ...(node.routes.length === 0 ? {} : { routes: node.routes.map(branch) }),
  };
}

/** What a branch leaves out it takes from the route above it. */
function routeFields(node: Root | Branch): object {
  return {
    ...(node.receiver === undefined ? {} : { receiver: node.receiver }),
    ...(node.groupBy === undefined ? {} : { group_by: [...node.groupBy] }),
    ...(node.groupWait === undefined ? {} : { group_wait: node.groupWait.text }),
    ...(node.groupInterval === undefined ? {} : { group_interval: node.groupInterval.text }),
    ...(node.repeatInterval === undefined ? {} : { repeat_interval: node.repeatInterval.text }),
  };
}

/**
 * A worse form of an alert silences its milder ones in the same cluster. `cluster` must be there: an inhibition whose
 * `equal` labels are missing on both sides would match anything.
 */
function severityInhibitions(): readonly object[] {
  const equal = ["alertname", "cluster"];
  return [
    { source_matchers: ['severity="critical"', 'cluster!=""'], target_matchers: ['severity=~"warning|info"'], equal },
    { source_matchers: ['severity="warning"', 'cluster!=""'], target_matchers: ['severity="info"'], equal },
  ];
}

function inhibition({ source, targets, equal }: Inhibition): object {
  return {
    source_matchers: [`alertname="${source}"`, ...equal.map((label) => `${label}!=""`)],
    target_matchers: [`alertname=~"${targets.join("|")}"`],
    equal: [...equal],
  };
}

function integrations(receiver: Receiver): object {
  return {
    ...(receiver.pagerduty === undefined ? {} : { pagerduty_configs: [pagerduty(receiver.pagerduty)] }),
    ...(receiver.slack === undefined ? {} : { slack_configs: [slack(receiver.slack)] }),
    ...(receiver.webhook === undefined ? {} : { webhook_configs: [webhook(receiver.webhook)] }),
    ...(receiver.email === undefined ? {} : { email_configs: [email(receiver.email)] }),
  };
}

/** The file of a secret, in the pod. */
function secretPath({ secret }: SecretRef): string {
  return `${SECRETS_DIRECTORY}/${secret}`;
}

function pagerduty({ routingKey }: NonNullable<Receiver["pagerduty"]>): object {
  return {
    routing_key_file: secretPath(routingKey),
    severity: '{{ or .CommonLabels.severity "error" }}',
    // Alerts of one group have each their own summary, so they have none in common; PagerDuty refuses an event without one.
    description:
      "{{ $alerts := or .Alerts.Firing .Alerts }}{{ with index $alerts 0 }}{{ or .Annotations.summary .Labels.alertname }}{{ end }}{{ if gt (len $alerts) 1 }} One of {{ len $alerts }} alerts.{{ end }}",
    links: [
      { href: "{{ .CommonAnnotations.runbook_url }}", text: "Runbook" },
      { href: "{{ .CommonAnnotations.dashboard_url }}", text: "Dashboard" },
    ],
    send_resolved: true,
  };
}

function slack({ channel, webhookUrl }: NonNullable<Receiver["slack"]>): object {
  return {
    api_url_file: secretPath(webhookUrl),
    channel,
    title:
      '[{{ .Status | toUpper }}{{ if eq .Status "firing" }}:{{ .Alerts.Firing | len }}{{ end }}] {{ .CommonLabels.alertname }} {{ .CommonLabels.cluster }}',
    text: "{{ range .Alerts }}*{{ .Labels.severity }}* {{ .Annotations.summary }}\n{{ .Annotations.description }}\n<{{ .Annotations.runbook_url }}|runbook> <{{ .Annotations.dashboard_url }}|dashboard>\n{{ end }}",
    send_resolved: true,
  };
}

function webhook({ url }: NonNullable<Receiver["webhook"]>): object {
  return { ...(typeof url === "string" ? { url } : { url_file: secretPath(url) }), send_resolved: true };
}

function email(config: NonNullable<Receiver["email"]>): object {
  return {
    to: config.to,
    from: config.from,
    smarthost: config.smarthost.text,
    require_tls: true,
    ...(config.username === undefined ? {} : { auth_username: config.username }),
    ...(config.password === undefined ? {} : { auth_password_file: secretPath(config.password) }),
    send_resolved: true,
  };
}
