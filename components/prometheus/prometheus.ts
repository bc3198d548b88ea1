import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config/settings.ts";
import type { Mixin } from "../../mixins/mixin.ts";
import type { ScrapeJob } from "../../mixins/scrape-job.ts";
import { podAddresses } from "../addresses.ts";
import { type Connection, callPart, type Outside, scrapeCalls, tcp } from "../network/connection.ts";
import type { StackContext } from "../stack-context.ts";
import { Workload } from "../workload/workload.ts";
import { RULES_DIRECTORY, renderPrometheusConfig } from "./config.ts";
import { type AlertContext, renderRules } from "./rules.ts";
import { type KubeletTls, kubeletScrapeJobs, stackScrapeJobs } from "./stack-scrape-jobs.ts";

/** Something that Prometheus scrapes beside the stack's own parts: its jobs, and the way to its targets. */
export interface ScrapedSystem {
  readonly jobs: readonly ScrapeJob[];
  readonly calls: readonly Connection[];
}

/** Arguments of `Prometheus`. */
export interface PrometheusArgs {
  readonly context: StackContext;
  readonly settings: Settings["prometheus"];
  /** External label `environment`. */
  readonly environment: string;
  /** Replicas of the Alertmanager beside it: each is sent every alert. */
  readonly alertmanagerReplicas: number;
  readonly mixins: readonly Mixin[];
  readonly alerts: AlertContext;
  readonly systems: readonly ScrapedSystem[];
  /** The Kubernetes API, for discovery. */
  readonly apiServer: Connection;
  /** The nodes, for the kubelets. */
  readonly nodes: Outside;
  readonly kubeletTls: KubeletTls;
}

/** Port of the kubelet's authenticated API (https://kubernetes.io/docs/reference/networking/ports-and-protocols/). */
const KUBELET_PORT = 10250;

/** Prometheus: scrapes, evaluates the mixins' rules, sends alerts to Alertmanager, keeps the last days itself. */
export class Prometheus extends pulumi.ComponentResource {
  readonly workload: Workload;

  constructor(name: string, args: PrometheusArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aiobs:prometheus:Prometheus", name, {}, opts);
    const { context, settings } = args;
    const ruleFiles = args.mixins.map((mixin) => [`${mixin.system}.yaml`, renderRules(mixin, args.alerts)] as const);
    this.workload = new Workload(
      name,
      {
        context,
        part: "prometheus",
        image: "prometheus",
        replication: {
          kind: "StatefulSet",
          replicas: settings.replicas,
          storage: { mountPath: "/prometheus", size: settings.storage.text },
        },
        args: [
          "--config.file=/etc/prometheus/config/prometheus.yml",
          "--storage.tsdb.path=/prometheus",
          `--storage.tsdb.retention.time=${settings.retention.time.text}`,
          `--storage.tsdb.retention.size=${settings.retention.size.bytes}B`,
          "--enable-feature=exemplar-storage,auto-reload-config",
          "--config.auto-reload-interval=15s",
          ...(settings.externalUrl === undefined
            ? []
            : [`--web.external-url=${settings.externalUrl}`, "--web.route-prefix=/"]),
        ],
        environment: { POD_NAME: { podField: "metadata.name" } },
        config: [
          {
            name: "config",
            mountPath: "/etc/prometheus/config",
            files: { "prometheus.yml": prometheusConfig(args) },
            onChange: "reload",
          },
          { name: "rules", mountPath: RULES_DIRECTORY, files: Object.fromEntries(ruleFiles), onChange: "reload" },
        ],
        resources: {
          cpu: settings.cpu.text,
          // Compactions and large queries come in bursts.
          cpuLimit: String(Math.ceil(settings.cpu.cores * 4)),
          memory: settings.memory.text,
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
          callPart("alertmanager", "http", "send alerts"),
          ...scrapeCalls(context.parts),
          args.apiServer,
          { to: args.nodes, ports: tcp(KUBELET_PORT), why: "scrape kubelets" },
          ...args.systems.flatMap(({ calls }) => calls),
        ],
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

function prometheusConfig(args: PrometheusArgs): string {
  const { context, settings } = args;
  return renderPrometheusConfig({
    cluster: context.cluster,
    environment: args.environment,
    scrapeInterval: settings.scrapeInterval.text,
    scrapeTimeout: settings.scrapeTimeout.text,
    evaluationInterval: settings.evaluationInterval.text,
    alertmanagers: podAddresses(context, "alertmanager", "http", args.alertmanagerReplicas),
    scrapeJobs: [
      ...stackScrapeJobs(context),
      ...kubeletScrapeJobs(context, args.kubeletTls),
      ...args.systems.flatMap(({ jobs }) => jobs),
    ],
  });
}
