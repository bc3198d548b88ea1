/** The fields of ServiceMonitors and PodMonitors that are read: those that say what is scraped (monitoring.coreos.com/v1). */
import * as z from "zod";
import { duration } from "../../config/types/duration.ts";
import type { Monitor } from "../../mixins/applications/monitor.ts";
import type { RelabelConfig, ScrapeJob } from "../../mixins/scrape-job.ts";
import { ACCOUNT_TOKEN } from "../../mixins/service-account.ts";

const actions = [
  ...(["replace", "keep", "drop", "keepequal", "dropequal", "hashmod", "labelmap", "labeldrop", "labelkeep"] as const),
  ...(["lowercase", "uppercase"] as const),
];

const relabeling = z.strictObject({
  sourceLabels: z.array(z.string()).exactOptional(),
  separator: z.string().exactOptional(),
  targetLabel: z.string().exactOptional(),
  regex: z.string().exactOptional(),
  modulus: z.int().min(1).exactOptional(),
  replacement: z.string().exactOptional(),
  action: z
    .preprocess((given) => (typeof given === "string" ? given.toLowerCase() : given), z.enum(actions))
    .exactOptional(),
});

const named = z.string().min(1);
const port = z.union([z.int().min(1).max(65_535), named]);

/** What of a manifest's TLS needs no Secret: those are in the manifest's namespace, where no server here can read them. */
const tlsConfig = z.strictObject({
  insecureSkipVerify: z.boolean().exactOptional(),
  serverName: named.exactOptional(),
});

const anyEndpoint = z.strictObject({
  port: named.exactOptional(),
  targetPort: port.exactOptional(),
  path: named.exactOptional(),
  scheme: z
    .preprocess((given) => (typeof given === "string" ? given.toLowerCase() : given), z.enum(["http", "https"]))
    .exactOptional(),
  tlsConfig: tlsConfig.exactOptional(),
  bearerTokenFile: z
    .literal(ACCOUNT_TOKEN, {
      error: `is no file of Prometheus' pod here; the token of its account is ${ACCOUNT_TOKEN}`,
    })
    .exactOptional(),
  params: z.record(z.string(), z.array(z.string())).exactOptional(),
  interval: duration().exactOptional(),
  scrapeTimeout: duration().exactOptional(),
  honorLabels: z.boolean().exactOptional(),
  honorTimestamps: z.boolean().exactOptional(),
  filterRunning: z.boolean().prefault(true),
  relabelings: z.array(relabeling).prefault([]),
  metricRelabelings: z.array(relabeling).prefault([]),
});

/** Who reads along would be Prometheus to the Kubernetes API. */
function isNotTold({ bearerTokenFile, scheme }: z.output<typeof anyEndpoint>): boolean {
  return bearerTokenFile === undefined || scheme === "https";
}
const TOLD = { path: ["bearerTokenFile"], error: "would send the token in plain text: set scheme: https" };

const endpoint = anyEndpoint.refine(isNotTold, TOLD);
const podEndpoint = anyEndpoint
  .extend({ portNumber: z.int().min(1).max(65_535).exactOptional() })
  .refine(isNotTold, TOLD);

const spec = {
  jobLabel: named.exactOptional(),
  podTargetLabels: z.array(z.string()).prefault([]),
  selector: z.strictObject({
    matchLabels: z.record(z.string(), z.string()).prefault({}),
    matchExpressions: z
      .array(
        z.strictObject({
          key: named,
          operator: z.enum(["In", "NotIn", "Exists", "DoesNotExist"]),
          values: z.array(z.string()).exactOptional(),
        }),
      )
      .prefault([]),
  }),
  namespaceSelector: z
    .strictObject({ any: z.boolean().prefault(false), matchNames: z.array(named).prefault([]) })
    .prefault({}),
  sampleLimit: z.int().min(0).exactOptional(),
  labelLimit: z.int().min(0).exactOptional(),
  labelNameLengthLimit: z.int().min(0).exactOptional(),
  labelValueLengthLimit: z.int().min(0).exactOptional(),
};

const metadata = z.looseObject({ name: named, namespace: named });
const apiVersion = z.literal("monitoring.coreos.com/v1");

/** A manifest. */
export const manifestSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    apiVersion,
    kind: z.literal("ServiceMonitor"),
    metadata,
    spec: z.strictObject({
      ...spec,
      targetLabels: z.array(z.string()).prefault([]),
      endpoints: z.array(endpoint).min(1),
    }),
  }),
  z.strictObject({
    apiVersion,
    kind: z.literal("PodMonitor"),
    metadata,
    spec: z.strictObject({
      ...spec,
      podMetricsEndpoints: z.array(podEndpoint).min(1),
    }),
  }),
]);

type Manifest = z.output<typeof manifestSchema>;
type Relabeling = z.output<typeof relabeling>;

/** A manifest as it is scraped. */
export function toMonitor({ kind, metadata: { name, namespace }, spec: all }: Manifest): Monitor {
  const { any, matchNames } = all.namespaceSelector;
  const endpoints = "endpoints" in all ? all.endpoints : all.podMetricsEndpoints;
  const limits: Partial<ScrapeJob> = {
    ...(all.sampleLimit !== undefined && { sample_limit: all.sampleLimit }),
    ...(all.labelLimit !== undefined && { label_limit: all.labelLimit }),
    ...(all.labelNameLengthLimit !== undefined && { label_name_length_limit: all.labelNameLengthLimit }),
    ...(all.labelValueLengthLimit !== undefined && { label_value_length_limit: all.labelValueLengthLimit }),
  };
  return {
    kind,
    namespace,
    name,
    namespaces: any ? "any" : matchNames.length === 0 ? [namespace] : matchNames,
    ...all.selector,
    ...(all.jobLabel !== undefined && { jobLabel: all.jobLabel }),
    targetLabels: "targetLabels" in all ? all.targetLabels : [],
    podTargetLabels: all.podTargetLabels,
    endpoints: endpoints.map((one) => {
      const number = "portNumber" in one && typeof one.portNumber === "number" ? one.portNumber : undefined;
      const targetPort = number ?? one.targetPort;
      const called = one.port ?? one.targetPort;
      return {
        ...(one.port !== undefined && { port: one.port }),
        ...(targetPort !== undefined && { targetPort }),
        ...(called !== undefined && { called: String(called) }),
        asked: { ...askedOf(one), ...limits },
        relabelings: one.relabelings.map(toStep),
        metricRelabelings: one.metricRelabelings.map(toStep),
        filterRunning: one.filterRunning,
      };
    }),
  };
}

function askedOf(one: z.output<typeof endpoint>): Partial<ScrapeJob> {
  return {
    honor_labels: one.honorLabels ?? false,
    ...(one.honorTimestamps !== undefined && { honor_timestamps: one.honorTimestamps }),
    ...(one.interval !== undefined && { scrape_interval: one.interval.text }),
    ...(one.scrapeTimeout !== undefined && { scrape_timeout: one.scrapeTimeout.text }),
    ...(one.path !== undefined && { metrics_path: one.path }),
    ...(one.bearerTokenFile !== undefined && { authorization: { credentials_file: one.bearerTokenFile } }),
    ...(one.tlsConfig !== undefined && { tls_config: tlsOf(one.tlsConfig) }),
    ...(one.params !== undefined && { params: one.params }),
    ...(one.scheme !== undefined && { scheme: one.scheme }),
  };
}

function tlsOf({ insecureSkipVerify, serverName }: z.output<typeof tlsConfig>): Required<ScrapeJob>["tls_config"] {
  return {
    ...(insecureSkipVerify !== undefined && { insecure_skip_verify: insecureSkipVerify }),
    ...(serverName !== undefined && { server_name: serverName }),
  };
}

function toStep({ sourceLabels, targetLabel, ...same }: Relabeling): RelabelConfig {
  return {
    ...(sourceLabels !== undefined && { source_labels: sourceLabels }),
    ...(targetLabel !== undefined && { target_label: targetLabel }),
    ...same,
  };
}
