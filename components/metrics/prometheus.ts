import type { Settings } from "../../config/settings.ts";
import type { Estimate } from "../../mixins/cardinality/estimate.ts";
import type { Mixin } from "../../mixins/mixin.ts";
import type { ScrapeJob } from "../../mixins/scrape-job.ts";
import { ALERTMANAGER } from "../alerting/alertmanager.ts";
import type { PlaceFacts } from "../place.ts";
import { podAddresses, serviceAddress } from "../workload/addresses.ts";
import { type Connection, callServer, scrapeCalls, tcp } from "../workload/connection.ts";
import type { ServerIdentity } from "../workload/identity.ts";
import { type Joint, replicasOf, type Server, type SharedSecret } from "../workload/server.ts";
import { metricsDataSource, ownDays } from "./data-sources.ts";
import { RULES_DIRECTORY, renderPrometheusConfig } from "./prometheus-config.ts";
import { limited, type PrometheusSize, prometheusSize, sharded } from "./prometheus-size.ts";
import { type AlertContext, renderRules } from "./rules.ts";
import { type KubeletTls, kubeletScrapeJobs, loginDirectory, serverScrapeJobs } from "./scrape-jobs.ts";
import { RECEIVE_ROUTER } from "./thanos/receive-router.ts";

/** Prometheus, as others call it. */
export const PROMETHEUS = {
  name: "prometheus",
  zone: "main",
  component: "metrics",
  ports: { http: { number: 9090, metricsPath: "/metrics" } },
} as const satisfies ServerIdentity;

/** Something that Prometheus scrapes beside the servers here: its jobs, and the way to its targets. */
export interface ScrapedSystem {
  readonly jobs: readonly ScrapeJob[];
  readonly calls: readonly Connection[];
  /** Bytes of memory that a node outside Kubernetes may use, by its `node_role`. */
  readonly nodeMemory?: Readonly<Record<string, number>>;
  /** The share of each sample that its jobs keep of what targets expose, by the sample's name. */
  readonly kept?: Readonly<Record<string, number>>;
}

/** What Prometheus is made from. */
export interface PrometheusArgs {
  readonly place: PlaceFacts;
  readonly settings: Settings["prometheus"];
  readonly mixins: readonly Mixin[];
  readonly alerts: AlertContext;
  readonly systems: readonly ScrapedSystem[];
  readonly kubeletTls: KubeletTls;
  /** The stack's series: what the settings leave out follows from them. */
  readonly estimate: Estimate;
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
  return {
    ...PROMETHEUS,
    ...(size.shards === 1 ? {} : { variant: `shard-${shard}` }),
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
      ...(settings.externalUrl === undefined
        ? []
        : [`--web.external-url=${settings.externalUrl}`, "--web.route-prefix=/"]),
    ],
    environment: { POD_NAME: { podField: "metadata.name" } },
    join: (all) => joint(args, size.shards, shard, all),
    resources: {
      cpu: settings.cpu.text,
      // Compactions and large queries come in bursts.
      cpuLimit: String(Math.ceil(settings.cpu.cores * 4)),
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
      why: "discovers pods and nodes to scrape, and reads the kubelets' metrics",
      rules: [
        { apiGroups: [""], resources: ["pods", "nodes"], verbs: ["get", "list", "watch"] },
        { apiGroups: [""], resources: ["nodes/metrics"], verbs: ["get"] },
      ],
    },
    calls: [
      callServer(ALERTMANAGER, "http", "send alerts"),
      place.apiServer,
      { to: place.nodes, ports: tcp(KUBELET_PORT), why: "scrape kubelets" },
      ...args.systems.flatMap(({ calls }) => calls),
      ...(args.thanos === "beside" ? [callServer(RECEIVE_ROUTER, "remote-write", "write samples")] : []),
    ],
    ingress: settings.ingress && { ...settings.ingress, port: "http" },
    // A shard alone would answer with a part.
    ...(size.shards === 1
      ? { dataSource: args.thanos === "beside" ? ownDays(settings) : metricsDataSource(settings, "Prometheus") }
      : {}),
  };
}

/** It scrapes every server there is, itself included, and its rules know the jobs. */
function joint(
  { place, settings, mixins, alerts, systems, kubeletTls, estimate, thanos }: PrometheusArgs,
  shards: number,
  shard: number,
  all: readonly Server[],
): Joint {
  const scrapeJobs = [
    ...serverScrapeJobs(place, identities(all)),
    ...kubeletScrapeJobs(place, kubeletTls),
    ...systems.flatMap(({ jobs }) => jobs),
  ].map((job) => sharded(limited(job, estimate), shard, shards));
  const file = renderPrometheusConfig({
    cluster: place.cluster,
    environment: place.environment,
    ...(shards === 1 ? {} : { shard }),
    scrapeInterval: settings.scrapeInterval.text,
    scrapeTimeout: settings.scrapeTimeout.text,
    evaluationInterval: settings.evaluationInterval.text,
    alertmanagers: podAddresses(place, ALERTMANAGER, "http", replicasOf(ALERTMANAGER, all)),
    scrapeJobs,
    ...(thanos === "beside"
      ? {
          remoteWrite: {
            address: serviceAddress(place, RECEIVE_ROUTER, "remote-write"),
            samplesPerSecond: estimate.samplesPerSecond / shards,
          },
        }
      : {}),
  });
  const config = {
    name: "config",
    mountPath: "/etc/prometheus/config",
    folder: "prometheus",
    files: { "prometheus.yml": file },
    onChange: "reload",
  } as const;
  const scraped = {
    cluster: place.cluster,
    jobs: scrapeJobs.map(({ job_name }) => job_name),
    nodeMemory: Object.assign({}, ...systems.map(({ nodeMemory }) => nodeMemory)),
    kept: Object.assign({}, ...systems.map(({ kept }) => kept)),
  };
  const rules = {
    name: "rules",
    mountPath: RULES_DIRECTORY,
    folder: "prometheus/rules",
    files: Object.fromEntries(mixins.map((mixin) => [`${mixin.system}.yaml`, renderRules(mixin, alerts, scraped)])),
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

/** Servers of one identity are one scrape job. */
function identities(all: readonly Server[]): readonly ServerIdentity[] {
  return all.filter(({ name }, index) => all.findIndex((other) => other.name === name) === index);
}
