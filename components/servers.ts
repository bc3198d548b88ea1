import { canaryOf } from "../config/canary.ts";
import type { Settings } from "../config/settings.ts";
import type { Estimate } from "../mixins/cardinality/estimate.ts";
import { inhibitions } from "../mixins/groups.ts";
import type { Mixin } from "../mixins/mixin.ts";
import { ProblemsError } from "../problems/problems-error.ts";
import { alertTarget } from "./alerting/alert-target.ts";
import { alertingServers } from "./alerting/alerting.ts";
import { awsAccount } from "./aws/account.ts";
import { collectionServers } from "./collection/collection.ts";
import { simulatedTargets } from "./collection/simulator.ts";
import { edgeServers } from "./edges/edges.ts";
import { gpuServers } from "./gpu/gpu-software.ts";
import { logsServers } from "./logs/logs.ts";
import { metricsServers } from "./metrics/metrics.ts";
import type { RulePlacement } from "./metrics/rule-files.ts";
import type { ScrapedSystem } from "./metrics/scraped-system.ts";
import { objectStoreOf } from "./object-store/object-store.ts";
import type { PlaceFacts } from "./place.ts";
import { tracesServers } from "./traces/traces.ts";
import {
  contactProblems,
  type GrafanaAlerting,
  type GrafanaContent,
  grafanaAlerting,
} from "./visualisation/alerting.ts";
import { openToGrafana } from "./visualisation/existing-grafana.ts";
import { outsideSources } from "./visualisation/outside-sources.ts";
import { visualisationServers } from "./visualisation/visualisation.ts";
import { joinServers } from "./workload/join.ts";
import { changedPart, isDeployed, partProblems } from "./workload/part-changes.ts";
import type { Server } from "./workload/server.ts";
import { withProxy } from "./workload/way-call.ts";

/** What of the observed systems the servers are made from. */
interface Watched extends GrafanaContent {
  /** Those whose rules are evaluated here. */
  readonly mixins: readonly Mixin[];
  readonly scraped: readonly ScrapedSystem[];
  readonly estimate: Estimate;
  readonly placement: RulePlacement;
}

/** The servers of each pillar, joined with each other. */
export type Servers = Readonly<
  Record<
    "metrics" | "logs" | "traces" | "alerting" | "visualisation" | "collection" | "gpu" | "edges",
    readonly Server[]
  >
>;

/**
 * Every server of a stack, by pillar, as plain data: nothing is created.
 *
 * @param alerting Grafana's own alerts, where they are made already.
 * @throws {ProblemsError} where the settings change a part in a way that it cannot be changed.
 */
export function serversOf(
  place: PlaceFacts,
  settings: Settings,
  { mixins, shown, grafanaAlerts, scraped, estimate, placement }: Watched,
  alerting: GrafanaAlerting = grafanaAlerting(place, settings, { shown, grafanaAlerts }),
): Servers {
  const { prometheus, thanos, logs, traces, agent, alertmanager, grafana, runbooks, owner, cluster, simulator } =
    settings;
  const { centre, edges } = settings;
  const proxy = alertmanager.proxy ?? place.proxy;
  const notifying = proxy === undefined ? alertmanager : { ...alertmanager, proxy };
  const store = objectStoreOf(settings, place);
  const made: Servers = {
    metrics: metricsServers({
      place,
      settings: prometheus,
      alertsTo: alertTarget(place, alertmanager),
      mixins,
      alerts: { owner, runbookBaseUrl: runbooks.baseUrl, dashboardBaseUrl: centre?.grafanaUrl ?? grafana.url },
      systems: simulator === "on" ? [...scraped, simulatedTargets(place)] : scraped,
      kubeletTls: cluster.kubeletTls,
      account: awsAccount(settings),
      estimate,
      placement,
      ...(thanos === undefined || store === undefined
        ? {}
        : {
            thanos: { settings: thanos, store, ...(cluster.zones === undefined ? {} : { zones: cluster.zones }) },
          }),
    }),
    logs: logsServers({ place, settings: logs, store }),
    traces:
      traces === undefined ? [] : tracesServers({ place, settings: traces, ...(store === undefined ? {} : { store }) }),
    // An edge's alerts are routed, and its data shown, by its central stack.
    alerting:
      alertmanager.existing === undefined && centre === undefined
        ? alertingServers({ place, settings: notifying, inhibitions: shown.flatMap(inhibitions) })
        : [],
    visualisation:
      grafana.existing === undefined && centre === undefined
        ? visualisationServers({ place, settings: grafana, alerting, outside: outsideSources(place, settings) })
        : [],
    collection: collectionServers({
      place,
      settings: agent,
      logs,
      traces,
      senders: scraped.flatMap(({ senders = [] }) => senders),
      canary: canaryOf(settings),
      simulator,
    }),
    gpu: gpuServers(place, settings),
    edges: edgeServers({ place, settings: edges, alertmanagers: alertmanager.replicas, logs, traces }),
  };
  const problems = [
    ...partProblems(Object.values(made).flat(), settings.parts),
    ...(centre === undefined ? contactProblems(alerting) : []),
  ];
  if (problems.length > 0) throw new ProblemsError(`the settings of Pulumi.${place.stack}.yaml`, problems);
  const deployed = (servers: readonly Server[]) => servers.filter((server) => isDeployed(server, settings.parts));
  const all = deployed(Object.values(made).flat());
  const joined = (servers: readonly Server[]) =>
    joinServers(deployed(servers), all)
      .map((server) => (store === undefined || server.bucket === undefined ? server : store.opened(server)))
      .map((server) => withProxy(openToGrafana(server, grafana.existing), place))
      .map((server) => changedPart(server, settings.parts));
  return {
    metrics: joined(made.metrics),
    logs: joined(made.logs),
    traces: joined(made.traces),
    alerting: joined(made.alerting),
    visualisation: joined(made.visualisation),
    collection: joined(made.collection),
    gpu: joined(made.gpu),
    edges: joined(made.edges),
  };
}
