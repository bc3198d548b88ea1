import { stringify } from "yaml";
import type { Settings } from "../../config/settings.ts";
import type { PlaceFacts } from "../place.ts";
import { callServer } from "../workload/connection.ts";
import type { ServerIdentity } from "../workload/identity.ts";
import type { ApiAccess, ConfigDirectory, Joint, Server, SidecarArgs } from "../workload/server.ts";
import { alertingFiles, type GrafanaAlerting } from "./alerting.ts";
import { outsideSecrets, renderDatasources } from "./datasources.ts";
import type { OutsideSource } from "./outside-source.ts";

/**
 * Who reads `/metrics`: it is on the port that people's browsers call, and would be open to whoever takes the way in
 * (https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/#metrics).
 */
const METRICS_LOGIN = { user: "prometheus", directory: "metrics", file: "metrics-password" } as const;

/** Grafana, as others call it. */
export const GRAFANA = {
  name: "grafana",
  zone: "main",
  component: "visualisation",
  ports: { http: { number: 3000, metricsPath: "/metrics", metricsLogin: METRICS_LOGIN } },
} as const satisfies ServerIdentity;

/** What Grafana is made from. */
export interface GrafanaArgs {
  readonly place: PlaceFacts;
  /**
   * With `delivery: "configmap"` a sidecar loads ConfigMaps labelled `grafana_dashboard: "1"` from every namespace;
   * with `api` dashboards come through the Grafana provider, and the pod needs no access to the cluster.
   */
  readonly settings: Settings["grafana"];
  /** Its own alerts, which come the same way as dashboards. */
  readonly alerting: GrafanaAlerting;
  /** Sources of data that are no servers of the stack. Default: none. */
  readonly outside?: readonly OutsideSource[];
}

/** The user that Grafana's image runs as (https://grafana.com/docs/grafana/latest/setup-grafana/installation/docker/). */
const GRAFANA_USER = 472;
const SECRETS = "/etc/grafana-secrets";
const METRICS = "/etc/grafana-metrics";
const DASHBOARDS = "/var/lib/grafana-dashboards";

/** Grafana with its data sources. Its own database, on a volume, holds what people save; dashboards come from code. */
export function grafana({ place, settings, alerting, outside = [] }: GrafanaArgs): Server {
  const byConfigMap = settings.delivery === "configmap";
  return {
    ...GRAFANA,
    image: "grafana",
    replication: {
      kind: "StatefulSet",
      replicas: 1,
      storage: { mountPath: "/var/lib/grafana", size: settings.storage.text },
    },
    userId: GRAFANA_USER,
    environment: environment(settings.url),
    config: byConfigMap ? [DASHBOARD_PROVIDER, alertingFiles(alerting)] : [],
    join: (all) => joint(place, all, outside),
    secrets: [
      {
        name: "secrets",
        mountPath: SECRETS,
        files: { "admin-password": settings.adminPassword ?? "generated", "secret-key": "generated" },
        onChange: "restart",
      },
      {
        name: METRICS_LOGIN.directory,
        mountPath: METRICS,
        files: { [METRICS_LOGIN.file]: "generated" },
        onChange: "restart",
      },
      ...outsideSecrets(outside),
    ],
    scratch: [
      { name: "tmp", mountPath: "/tmp", sizeLimit: "256Mi" },
      ...(byConfigMap ? [{ name: "dashboards", mountPath: DASHBOARDS, sizeLimit: "64Mi" }] : []),
    ],
    sidecars: byConfigMap ? [DASHBOARD_SIDECAR] : [],
    ...(byConfigMap ? { apiAccess: DASHBOARD_ACCESS } : {}),
    resources: { cpu: "100m", cpuLimit: "1", memory: "1Gi" },
    probes: {
      readiness: { port: "http", path: "/api/health" },
      liveness: { port: "http", path: "/api/health" },
      startupSeconds: 120,
    },
    calls: [
      ...(byConfigMap ? [place.apiServer] : []),
      ...outside.flatMap(({ calls }) => calls.map((call) => ({ ...call, why: "query and show" }))),
    ],
    ingress: settings.ingress && { ...settings.ingress, port: "http" },
  };
}

/** It asks every server that is a source of data. */
function joint(place: PlaceFacts, all: readonly Server[], outside: readonly OutsideSource[]): Joint {
  const datasources: ConfigDirectory = {
    name: "datasources",
    mountPath: "/etc/grafana/provisioning/datasources",
    folder: "grafana",
    files: { "datasources.yaml": renderDatasources(place, all, outside) },
    onChange: "restart",
  };
  const calls = all.flatMap((server) =>
    server.dataSource === undefined ? [] : [callServer(server, server.dataSource.port, "query and show")],
  );
  return { config: [datasources], calls };
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
  // Its own default port: https://github.com/kiwigrid/k8s-sidecar#health-endpoint
  liveness: { port: 8080, path: "/healthz" },
  resources: { cpu: "50m", cpuLimit: "500m", memory: "192Mi" },
};

const DASHBOARD_ACCESS: ApiAccess = {
  why: "the sidecar loads dashboards from labelled ConfigMaps of every namespace",
  sidecar: DASHBOARD_SIDECAR.name,
  rules: [{ apiGroups: [""], resources: ["configmaps"], verbs: ["get", "list", "watch"] }],
};

/** Grafana's settings (https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/). */
function environment(url: string): Record<string, string> {
  return {
    GF_SERVER_ROOT_URL: url,
    GF_SECURITY_ADMIN_PASSWORD__FILE: `${SECRETS}/admin-password`,
    GF_SECURITY_SECRET_KEY__FILE: `${SECRETS}/secret-key`,
    GF_METRICS_BASIC_AUTH_USERNAME: METRICS_LOGIN.user,
    GF_METRICS_BASIC_AUTH_PASSWORD__FILE: `${METRICS}/${METRICS_LOGIN.file}`,
    GF_SECURITY_COOKIE_SECURE: url.startsWith("https://") ? "true" : "false",
    GF_SECURITY_DISABLE_GRAVATAR: "true",
    // Its own template: scripts and connections of its own origin alone.
    GF_SECURITY_CONTENT_SECURITY_POLICY: "true",
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

/** Tells Grafana to load what the sidecar wrote; the folders are the directories it wrote into. */
const DASHBOARD_PROVIDER: ConfigDirectory = {
  name: "providers",
  mountPath: "/etc/grafana/provisioning/dashboards",
  folder: "grafana/provisioning/dashboards",
  files: {
    "sidecar.yaml": stringify({
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
    }),
  },
  onChange: "restart",
};
