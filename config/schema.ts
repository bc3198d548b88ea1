import * as z from "zod";
import type { Standards } from "../facts/standards.ts";
import { agentSchema } from "./agent.ts";
import { alertmanagerSchema } from "./alertmanager.ts";
import { alertsSchema } from "./alerts.ts";
import { awsSchema } from "./aws.ts";
import { canarySchema } from "./canary.ts";
import { centreSchema } from "./centre.ts";
import { clusterSchema } from "./cluster.ts";
import { dcgmExporterSchema } from "./dcgm-exporter.ts";
import { edgesSchema } from "./edges.ts";
import { estimateSchema } from "./estimate.ts";
import { externalSecretsSchema } from "./external-secrets.ts";
import { foundationSchema } from "./foundation.ts";
import { gpuNodesSchema } from "./gpu-nodes.ts";
import { grafanaSchema } from "./grafana.ts";
import { imagesSchema } from "./images.ts";
import { logsSchema } from "./logs.ts";
import { type GpuPool, nodePoolsSchema, type SystemPool } from "./node-pools.ts";
import { objectStoreSchema } from "./object-store.ts";
import { partsSchema } from "./parts/schema.ts";
import { prometheusSchema } from "./prometheus.ts";
import { stackProxySchema } from "./proxy.ts";
import { runbooksSchema } from "./runbooks.ts";
import { simulatorSchema } from "./simulator.ts";
import { standardsSchema } from "./standards.ts";
import { thanosSchema } from "./thanos.ts";
import { tracesSchema } from "./traces.ts";
import { dnsLabel } from "./types/dns-name.ts";
import { patternType } from "./types/text-type.ts";

/** The settings of a stack, each a key `aiobs:<key>` of `Pulumi.<stack>.yaml`. */
export const settingsSchema = z.strictObject({
  environment: dnsLabel(["local", "dev", "prod"]).describe(
    "The name of the stack's environment: a label of series and alerts, a tag of what is in AWS, and what `standards` go by.",
  ),
  standards: standardsSchema,
  owner: dnsLabel(["platform"])
    .prefault("platform")
    .describe("The team that is paged: the label `team` of alerts about the stack itself, and the tag for cost."),
  cluster: clusterSchema,
  foundation: foundationSchema,
  namespace: patternType({
    name: "namespace",
    expected: 'a namespace of at most 58 characters such as "monitoring", not Kubernetes\' own (default, kube-…)',
    examples: ["monitoring"],
    // With `-host` behind it, it is another namespace, and has at most 63 characters.
    pattern: /^(?!default$|kube-)[a-z0-9](?:[a-z0-9-]{0,56}[a-z0-9])?$/,
  })
    .prefault("monitoring")
    .describe(
      "The namespace of everything here. It is made by the stack and enforces Pod Security, unless `cluster.namespaces` says that it is there.",
    ),
  images: imagesSchema,
  parts: partsSchema,
  externalSecrets: externalSecretsSchema.exactOptional(),
  centre: centreSchema.exactOptional(),
  edges: edgesSchema.exactOptional(),
  proxy: stackProxySchema.exactOptional(),
  objectStore: objectStoreSchema.exactOptional(),
  prometheus: prometheusSchema,
  estimate: estimateSchema,
  thanos: thanosSchema.exactOptional(),
  logs: logsSchema.exactOptional(),
  agent: agentSchema,
  traces: tracesSchema.exactOptional(),
  alerts: alertsSchema,
  alertmanager: alertmanagerSchema,
  grafana: grafanaSchema,
  canary: canarySchema,
  simulator: simulatorSchema,
  runbooks: runbooksSchema,
  nodePools: nodePoolsSchema
    .prefault({})
    .describe("GPU and system node pools in AWS, by name. Empty: the nodes that the cluster has."),
  gpuNodes: gpuNodesSchema,
  dcgmExporter: dcgmExporterSchema,
  aws: awsSchema.exactOptional(),
});

/** A stack's settings as they are written, with the defaults that no other setting decides. */
export type WrittenSettings = z.output<typeof settingsSchema>;

/** A stack's settings: parsed, complete with defaults, cross-checked. */
export type Settings = Omit<WrittenSettings, "standards"> & {
  /** What is asked of the stack, its environment's defaults included. */
  readonly standards: Standards;
  /** The sections that observed systems bring along, as they were given, by key: read one with its own `of`. */
  readonly sections: Readonly<Record<string, unknown>>;
};

/** A map without what could not be parsed. */
type Sound<Map> = { readonly [Key in keyof Map]?: Map[Key] | undefined };

/** A node pool without those of its settings that could not be parsed. */
export type ParsedPool = (Sound<GpuPool> & Pick<GpuPool, "kind">) | (Sound<SystemPool> & Pick<SystemPool, "kind">);

/** The settings that could be parsed, where others could not. */
export type ParsedSettings = Sound<Omit<Settings, "nodePools">> & {
  readonly nodePools?: Readonly<Record<string, ParsedPool>>;
  /** The top-level settings that the stack writes, whether they could be parsed or not. */
  readonly written?: ReadonlySet<string>;
};

/** The program's own top-level keys, in the order of the reference. */
const ownKeys = settingsSchema.keyof().options;

/** Every top-level key: the program's own, and those of sections. */
export function settingKeys(sections: readonly { readonly key: string }[]): readonly string[] {
  return [...ownKeys, ...sections.map(({ key }) => key)];
}
