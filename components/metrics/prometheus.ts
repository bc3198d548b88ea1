import type { Settings } from "../../config/settings.ts";
import type { Estimate } from "../../mixins/cardinality/estimate.ts";
import type { AlertTarget } from "../alerting/alert-target.ts";
import type { awsAccount } from "../aws/account.ts";
import { centreCalls, centreLogin, edgeOf } from "../edges/to-centre.ts";
import { serviceAddress } from "../workload/addresses.ts";
import { burstLimit } from "../workload/burst-limit.ts";
import { callServer, scrapeCalls, tcp } from "../workload/connection.ts";
import type { ServerIdentity } from "../workload/identity.ts";
import { openTo } from "../workload/open-to.ts";
import type { Joint, Server, SharedSecret } from "../workload/server.ts";
import { credentialDirectory } from "./credentials.ts";
import { metricsDataSource, ownDays } from "./data-sources.ts";
import { RULES_DIRECTORY, renderPrometheusConfig } from "./prometheus-config.ts";
import { limited, type PrometheusSize, prometheusSize, sharded } from "./prometheus-size.ts";
import { renderCentreWrite, storeCalls, storeLogin } from "./remote-write.ts";
import { type RulePlacement, type RuleSources, ruleFiles, scrapeJobs } from "./rule-files.ts";
import { identities, loginDirectory } from "./scrape-jobs.ts";
import { alertLogin } from "./send-alerts.ts";
import { RECEIVE_ROUTER } from "./thanos/receive-router.ts";
import { workspaceAccess } from "./workspaces.ts";

/** Prometheus, as others call it. */
export const PROMETHEUS = {
  name: "prometheus",
  zone: "main",
  component: "metrics",
  ports: { http: { number: 9090, metricsPath: "/metrics" } },
} as const satisfies ServerIdentity;

/** What Prometheus is made from. */
export interface PrometheusArgs extends RuleSources {
  readonly settings: Settings["prometheus"];
  /** Where alerts go. */
  readonly alertsTo: AlertTarget;
  /** What evaluates a rule where there are several shards. Of one, Prometheus evaluates all. */
  readonly placement: RulePlacement;
  /** The stack's series: what the settings leave out follows from them. */
  readonly estimate: Estimate;
  /** The account that its role is made in, where it signs what it writes. */
  readonly account: ReturnType<typeof awsAccount>;
  /** Whether Thanos takes its samples, and people's questions. */
  readonly thanos: "beside" | "none";
}

/** Port of the kubelet's authenticated API (https://kubernetes.io/docs/reference/networking/ports-and-protocols/). */
const KUBELET_PORT = 10250;

/**
 * Prometheus: scrapes, evaluates the mixins' rules, sends alerts to Alertmanager, keeps the last days itself. One server, or one
 * for each shard of the targets; each has its replicas.
 */
export function prometheusServers(args: PrometheusArgs): readonly Server[] {
  const size = prometheusSize(args.settings, args.estimate);
  return Array.from({ length: size.shards }, (_, shard) => prometheus(args, size, shard));
}

function prometheus(args: PrometheusArgs, size: PrometheusSize, shard: number): Server {
  const { place, settings } = args;
  const edge = edgeOf(place);
  const identity = { ...PROMETHEUS, ...(size.shards === 1 ? {} : { variant: `shard-${shard}` }) };
  const {
    calls: credentialCalls,
    environment,
    ...access
  } = workspaceAccess(identity, settings.remoteWrite, place, args.account);
  return {
    ...identity,
    ...access,
    image: "prometheus",
    replication: {
      kind: "StatefulSet",
      replicas: settings.replicas,
      storage: { mountPath: "/prometheus", size: size.storage },
    },
    args: [
      "--config.file=/etc/prometheus/config/prometheus.yml",
      "--storage.tsdb.path=/prometheus",
      `--storage.tsdb.retention.time=${settings.retention.time.text}`,
      `--storage.tsdb.retention.size=${size.retentionBytes}B`,
      "--enable-feature=exemplar-storage,auto-reload-config",
      "--config.auto-reload-interval=15s",
      ...(takesSamples(args) ? ["--web.enable-remote-write-receiver"] : []),
      ...(settings.externalUrl === undefined
        ? []
        : [`--web.external-url=${settings.externalUrl}`, "--web.route-prefix=/"]),
    ],
    environment: { POD_NAME: { podField: "metadata.name" }, ...environment },
    join: (all) => joint(args, size.shards, shard, all),
    resources: {
      cpu: settings.cpu.text,
      cpuLimit: burstLimit(settings.cpu),
      memory: size.memory,
    },
    // A replica reads its write-ahead log before it is ready: minutes after a crash.
    probes: {
      readiness: { port: "http", path: "/-/ready" },
      liveness: { port: "http", path: "/-/healthy" },
      startupSeconds: 900,
    },
    stopSeconds: 300,
    apiAccess: {
      why: "discovers pods, nodes and API servers to scrape, and reads the metrics of kubelets and API servers",
      rules: [
        // Discovery of the API servers' addresses watches Services as well.
        { apiGroups: [""], resources: ["pods", "nodes", "services"], verbs: ["get", "list", "watch"] },
        { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: ["get", "list", "watch"] },
        { apiGroups: [""], resources: ["nodes/metrics"], verbs: ["get"] },
      ],
      paths: ["/metrics"],
    },
    ...credentialDirectory([
      ...args.systems.flatMap(({ credentials = [] }) => credentials),
      ...settings.remoteWrite.map((store) => storeLogin(store).credentials),
      alertLogin(args.alertsTo).credentials,
      ...(edge === undefined ? [] : [centreLogin(edge).credentials]),
    ]),
    calls: [
      ...args.alertsTo.calls,
      ...(edge === undefined ? [] : centreCalls(place, edge.centre, "write samples to the central stack")),
      place.apiServer,
      { to: place.nodes, ports: tcp(KUBELET_PORT), why: "scrape kubelets" },
      ...args.systems.flatMap(({ calls }) => calls),
      ...storeCalls(settings.remoteWrite, place),
      ...credentialCalls,
      ...(args.thanos === "beside" ? [callServer(RECEIVE_ROUTER, "remote-write", "write samples")] : []),
    ],
    open: openTo("http", [
      ...(size.shards === 1 ? settings.queriedFrom : []),
      ...(takesSamples(args) ? settings.pushedFrom : []),
    ]),
    // A shard alone would answer with a part: with several, people ask Thanos' query frontend.
    ...(size.shards === 1
      ? {
          ingress: settings.ingress && { ...settings.ingress, port: "http" },
          dataSource: args.thanos === "beside" ? ownDays(settings) : metricsDataSource(settings, "Prometheus"),
        }
      : {}),
  };
}

/** Whether others push samples to it: where Thanos is, they push there. */
function takesSamples({ settings, thanos }: PrometheusArgs): boolean {
  return thanos === "none" && settings.pushedFrom.length > 0;
}

/** It scrapes every server there is, itself included, and its rules know the jobs. */
function joint(args: PrometheusArgs, shards: number, shard: number, all: readonly Server[]): Joint {
  const { place, settings, estimate, thanos, placement } = args;
  const edge = edgeOf(place);
  const handedOn = { proxy: place.proxy, samplesPerSecond: estimate.samplesPerSecond / shards };
  const file = renderPrometheusConfig({
    cluster: place.cluster,
    environment: place.environment,
    scrapeInterval: settings.scrapeInterval.text,
    scrapeTimeout: settings.scrapeTimeout.text,
    evaluationInterval: settings.evaluationInterval.text,
    alertsTo: args.alertsTo,
    // All of them watch all of them: a shard that is gone could not tell of itself.
    scrapeJobs: scrapeJobs(args, all)
      .map((job) => limited(job, estimate))
      .map((job) => (job.job_name === PROMETHEUS.name ? job : sharded(job, shard, shards))),
    ...(thanos === "beside"
      ? {
          remoteWrite: {
            address: serviceAddress(place, RECEIVE_ROUTER, "remote-write"),
            samplesPerSecond: handedOn.samplesPerSecond,
          },
        }
      : {}),
    stores: settings.remoteWrite.map((store) => ({ store, ...handedOn })),
    ...(edge === undefined ? {} : { centre: renderCentreWrite(edge, handedOn) }),
  });
  const config = {
    name: "config",
    mountPath: "/etc/prometheus/config",
    folder: shards === 1 ? "prometheus" : `prometheus/shard-${shard}`,
    files: { "prometheus.yml": file },
    onChange: "reload",
  } as const;
  const rules = {
    name: "rules",
    mountPath: RULES_DIRECTORY,
    folder: "prometheus/rules",
    files: ruleFiles(args, all, { has: (rule) => shards === 1 || placement(rule) === "prometheus" }),
    onChange: "reload",
  } as const;
  return { config: [rules, config], calls: scrapeCalls(identities(all)), sharedSecrets: logins(identities(all)) };
}

/** The passwords of those whom it can scrape with a login alone. */
function logins(servers: readonly ServerIdentity[]): readonly SharedSecret[] {
  return servers.flatMap((of) =>
    Object.values(of.ports).flatMap(({ metricsLogin }) =>
      metricsLogin === undefined ? [] : [{ of, directory: metricsLogin.directory, mountPath: loginDirectory(of) }],
    ),
  );
}
