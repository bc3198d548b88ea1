import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { stringify } from "yaml";
import type { Settings } from "../../config/settings.ts";
import { type Connection, callPart, type Inbound, portsOf } from "../network/connection.ts";
import type { StackContext } from "../stack-context.ts";
import { partLabels } from "../workload/labels.ts";
import { Workload } from "../workload/workload.ts";
import type { ApiAccess, SidecarArgs } from "../workload/workload-args.ts";
import { renderDatasources } from "./datasources.ts";

/** Arguments of `Grafana`. */
export interface GrafanaArgs {
  readonly context: StackContext;
  /**
   * With `delivery: "configmap"` a sidecar loads ConfigMaps labelled `grafana_dashboard: "1"` from every namespace;
   * with `api` dashboards come through the Grafana provider, and the pod needs no access to the cluster.
   */
  readonly settings: Settings["grafana"];
  /** Prometheus duration between scrapes: the least step a panel asks for. */
  readonly scrapeInterval: string;
  /** The Kubernetes API, which the sidecar watches. */
  readonly apiServer: Connection;
}

type GrafanaIngress = NonNullable<Settings["grafana"]["ingress"]>;

/** The user that Grafana's image runs as (https://grafana.com/docs/grafana/latest/setup-grafana/installation/docker/). */
const GRAFANA_USER = 472;
const SECRETS = "/etc/grafana-secrets";
const DASHBOARDS = "/var/lib/grafana-dashboards";

/** Grafana with its data sources. Its own database, on a volume, holds what people save; dashboards come from code. */
export class Grafana extends pulumi.ComponentResource {
  readonly workload: Workload;

  constructor(name: string, args: GrafanaArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aiobs:grafana:Grafana", name, {}, opts);
    const { context, settings } = args;
    const byConfigMap = settings.delivery === "configmap";
    // The volume outlives the stack: with another key nothing could read what is encrypted on it.
    const kept = { parent: this, protect: context.data === "protect" };
    // Made once and kept in the state as secrets: nobody has to think of them, and nobody can leak them.
    const password = (suffix: string) =>
      new random.RandomPassword(`${name}-${suffix}`, { length: 40, special: false }, kept).result;
    this.workload = new Workload(
      name,
      {
        context,
        part: "grafana",
        image: "grafana",
        replication: {
          kind: "StatefulSet",
          replicas: 1,
          storage: { mountPath: "/var/lib/grafana", size: settings.storage.text },
        },
        userId: GRAFANA_USER,
        environment: environment(settings.url),
        config: provisioning(args),
        secrets: [
          {
            name: "secrets",
            mountPath: SECRETS,
            files: { "admin-password": password("admin-password"), "secret-key": password("secret-key") },
          },
        ],
        scratch: [
          { name: "tmp", mountPath: "/tmp", sizeLimit: "256Mi" },
          ...(byConfigMap ? [{ name: "dashboards", mountPath: DASHBOARDS, sizeLimit: "64Mi" }] : []),
        ],
        sidecars: byConfigMap ? [DASHBOARD_SIDECAR] : [],
        ...(byConfigMap ? { apiAccess: DASHBOARD_ACCESS } : {}),
        resources: { cpu: "100m", cpuLimit: "1", memory: "512Mi" },
        probes: {
          readiness: { port: "http", path: "/api/health" },
          liveness: { port: "http", path: "/api/health" },
          startupSeconds: 120,
        },
        calls: [
          callPart("prometheus", "http", "query metrics"),
          callPart("alertmanager", "http", "show alerts and silences"),
          ...(byConfigMap ? [args.apiServer] : []),
        ],
        calledBy: settings.ingress === undefined ? [] : [fromIngress(settings.ingress)],
      },
      { parent: this },
    );
    if (settings.ingress !== undefined) this.ingress(name, context, settings.ingress);
    this.registerOutputs({});
  }

  private ingress(name: string, context: StackContext, { host, className, tlsSecret }: GrafanaIngress): void {
    const backend = { service: { name: "grafana", port: { name: "http" } } };
    new k8s.networking.v1.Ingress(
      name,
      {
        metadata: {
          name: "grafana",
          namespace: context.createdNamespaces.stack,
          labels: partLabels("grafana", context.stack),
          // The provider would wait for an address, which some controllers never publish.
          annotations: { "pulumi.com/skipAwait": "true" },
        },
        spec: {
          ingressClassName: className,
          tls: [{ hosts: [host], secretName: tlsSecret }],
          rules: [{ host, http: { paths: [{ path: "/", pathType: "Prefix", backend }] } }],
        },
      },
      { parent: this },
    );
  }
}

function fromIngress({ controllerNamespace }: GrafanaIngress): Inbound {
  return {
    from: { kind: "namespace", name: "ingress", namespace: controllerNamespace },
    ports: portsOf("grafana", "http"),
    why: "people's browsers",
  };
}

/** The sidecar's contract: ConfigMaps with this label, from every namespace, into the folder their annotation names. */
const DASHBOARD_SIDECAR: SidecarArgs = {
  name: "dashboards",
  image: "grafanaSidecar",
  environment: {
    METHOD: "WATCH",
    RESOURCE: "configmap",
    NAMESPACE: "ALL",
    LABEL: "grafana_dashboard",
    LABEL_VALUE: "1",
    FOLDER: DASHBOARDS,
    FOLDER_ANNOTATION: "grafana_folder",
    PYTHONDONTWRITEBYTECODE: "1",
  },
  scratch: ["dashboards", "tmp"],
  resources: { cpu: "50m", cpuLimit: "500m", memory: "192Mi" },
};

const DASHBOARD_ACCESS: ApiAccess = {
  why: "the sidecar loads dashboards from labelled ConfigMaps of every namespace",
  rules: [{ apiGroups: [""], resources: ["configmaps"], verbs: ["get", "list", "watch"] }],
};

/** Grafana's settings (https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/). */
function environment(url: string): Record<string, string> {
  return {
    GF_SERVER_ROOT_URL: url,
    GF_SECURITY_ADMIN_PASSWORD__FILE: `${SECRETS}/admin-password`,
    GF_SECURITY_SECRET_KEY__FILE: `${SECRETS}/secret-key`,
    GF_SECURITY_COOKIE_SECURE: url.startsWith("https://") ? "true" : "false",
    GF_SECURITY_DISABLE_GRAVATAR: "true",
    GF_SECURITY_STRICT_TRANSPORT_SECURITY: url.startsWith("https://") ? "true" : "false",
    GF_USERS_ALLOW_SIGN_UP: "false",
    GF_AUTH_ANONYMOUS_ENABLED: "false",
    GF_LOG_MODE: "console",
    // The pod may not call out: what would is switched off, so that it does not wait for time-outs.
    GF_ANALYTICS_REPORTING_ENABLED: "false",
    GF_ANALYTICS_CHECK_FOR_UPDATES: "false",
    GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: "false",
    GF_PLUGINS_PREINSTALL_DISABLED: "true",
    GF_NEWS_NEWS_FEED_ENABLED: "false",
  };
}

function provisioning(args: GrafanaArgs) {
  const datasources = {
    name: "datasources",
    mountPath: "/etc/grafana/provisioning/datasources",
    files: { "datasources.yaml": renderDatasources(args.context, args.scrapeInterval) },
    onChange: "restart",
  } as const;
  if (args.settings.delivery === "api") return [datasources];
  const providers = {
    name: "providers",
    mountPath: "/etc/grafana/provisioning/dashboards",
    files: { "sidecar.yaml": renderDashboardProvider() },
    onChange: "restart",
  } as const;
  return [datasources, providers];
}

/** Tells Grafana to load what the sidecar wrote; the folders are the directories it wrote into. */
function renderDashboardProvider(): string {
  return stringify({
    apiVersion: 1,
    providers: [
      {
        name: "sidecar",
        type: "file",
        allowUiUpdates: false,
        disableDeletion: false,
        updateIntervalSeconds: 30,
        options: { path: DASHBOARDS, foldersFromFilesStructure: true },
      },
    ],
  });
}
