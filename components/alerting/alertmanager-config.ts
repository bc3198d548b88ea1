/** Alertmanager's configuration file (https://prometheus.io/docs/alerting/latest/configuration/). */
import { stringify } from "yaml";
import { DROPPED_WATCHDOG, WATCHDOG_MATCHER } from "../../config/routing/route-tree.ts";
import type { Settings } from "../../config/settings.ts";
import type { Inhibition } from "../../mixins/mixin.ts";
import { renderReceivers } from "./receivers.ts";

type AlertmanagerSettings = Settings["alertmanager"];
type Watchdog = AlertmanagerSettings["watchdog"];
type Root = AlertmanagerSettings["route"];
type Branch = Root["routes"][number];

/** The configuration file, as YAML. It names the files of secrets; it holds none. */
export function renderAlertmanagerConfig(settings: AlertmanagerSettings, inhibitions: readonly Inhibition[]): string {
  const receivers = renderReceivers(settings);
  const { route, watchdog } = settings;
  return stringify(
    {
      global: { resolve_timeout: "5m" },
      route: { ...routeFields(route), routes: [watchdogRoute(watchdog), ...route.routes.map(branch)] },
      inhibit_rules: inhibitions.map(inhibition),
      receivers: watchdog === undefined ? [...receivers, { name: DROPPED_WATCHDOG }] : receivers,
    },
    { lineWidth: 0, aliasDuplicateObjects: false },
  );
}

/**
 * First in the tree, and alone: grouping with or repeating like other alerts would blunt it. Alertmanager looks at a group
 * once in `group_interval` and sends it again if the last time is more than `repeat_interval` ago; were they equal, it would
 * be a moment too early each time and send at every second look alone. Half of it bears a service that is slow to answer,
 * and replicas that look at other times.
 */
function watchdogRoute(watchdog: Watchdog): object {
  const { text, seconds } = watchdog?.interval ?? { text: "1m", seconds: 60 };
  return {
    matchers: [WATCHDOG_MATCHER],
    receiver: watchdog?.receiver ?? DROPPED_WATCHDOG,
    group_by: ["alertname", "cluster"],
    group_wait: "0s",
    group_interval: text,
    repeat_interval: `${Math.floor(seconds / 2)}s`,
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
 * Only what mixins say: names of alerts and the labels that tell an object apart. A rule such as "critical silences warning"
 * would know neither, and an alert has one severity.
 */
function inhibition({ source, targets, equal }: Inhibition): object {
  return {
    // Where both sides lack a label of `equal`, Alertmanager takes them for equal.
    source_matchers: [`alertname="${source}"`, ...equal.map((label) => `${label}!=""`)],
    target_matchers: [`alertname=~"${targets.join("|")}"`],
    equal: [...equal],
  };
}
