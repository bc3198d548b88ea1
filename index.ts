/**
 * The program: settings in, content checked, servers planned, pillars made, outputs out.
 *
 * `pulumi up` runs it under the engine, `npm run preview` under Pulumi's mock runtime. Nothing here knows which.
 */
import * as pulumi from "@pulumi/pulumi";
import { Alerting } from "./components/alerting/alerting.ts";
import { Collection } from "./components/collection/collection.ts";
import { type StackCapacity, stackCapacity } from "./components/compute/capacity.ts";
import { ownNodePools } from "./components/compute/own-node-pools.ts";
import { type EdgesOutput, edgesOutputOf } from "./components/edges/centre-stack.ts";
import { EdgeGates, fleetTokens } from "./components/edges/edges.ts";
import { foundationOf } from "./components/foundation/foundation.ts";
import { awsProvider, clusterProviders } from "./components/foundation/providers.ts";
import { GpuSoftware } from "./components/gpu/gpu-software.ts";
import { Logs } from "./components/logs/logs.ts";
import { Metrics } from "./components/metrics/metrics.ts";
import { ownWriteRoles } from "./components/metrics/write-roles.ts";
import { DestroyGuard } from "./components/namespaces/destroy-guard.ts";
import { Namespaces } from "./components/namespaces/namespaces.ts";
import { NetworkPolicies } from "./components/network/network-policies.ts";
import { ownBuckets } from "./components/object-store/own-buckets.ts";
import { type Place, placeFacts } from "./components/place.ts";
import { ExternalSecrets } from "./components/secrets/external-secrets.ts";
import { serversOf } from "./components/servers.ts";
import { Traces } from "./components/traces/traces.ts";
import { applyTransforms } from "./components/transforms.ts";
import { grafanaAlerting } from "./components/visualisation/alerting.ts";
import { dashboardDelivery } from "./components/visualisation/dashboards.ts";
import { existingSources } from "./components/visualisation/existing-grafana.ts";
import { Visualisation } from "./components/visualisation/visualisation.ts";
import { loadSettings } from "./config/load-settings.ts";
import { transforms } from "./custom/transforms.ts";
import { systems as all } from "./systems/all.ts";
import { loadContent } from "./systems/load-content.ts";
import { type System, sectionsOf } from "./systems/system.ts";

/** The stack's outputs. */
export interface Outputs {
  /** The namespace of the servers. */
  readonly namespace: pulumi.Output<string>;
  /** Where people reach Grafana. */
  readonly grafanaUrl: string;
  /** What the stack's own node pools may scale to. */
  readonly capacity: StackCapacity;
  /** The value of the label `cluster` on everything that is observed. */
  readonly clusterName: string;
  /** What the stack's edges read. Absent: it has none. */
  readonly edges?: EdgesOutput;
}

/**
 * Creates a stack. The one export: Pulumi calls it.
 *
 * @param systems what the stack may observe. Default: all of this repository.
 */
export default function program(systems: readonly System[] = all): Outputs {
  const stack = pulumi.getStack();
  const settings = loadSettings(sectionsOf(systems));
  const content = loadContent(systems, settings);
  const facts = placeFacts(stack, settings);
  const alerting = grafanaAlerting(facts, settings, content);
  const servers = serversOf(facts, settings, content, alerting);
  applyTransforms(transforms);

  const foundation = foundationOf(settings.foundation);
  const providers = clusterProviders(foundation, settings.cluster.identifier ?? settings.cluster.name);
  const opts = { providers };
  const aws = awsProvider(settings.aws);
  const pools = ownNodePools(stack, settings, foundation, providers.kubernetes, aws);

  const { data } = settings.standards;
  const buckets = ownBuckets({ place: facts, settings, foundation, servers: Object.values(servers).flat(), data, aws });
  const writers = ownWriteRoles({ place: facts, settings, foundation, servers: Object.values(servers).flat(), aws });
  const nodes = pools?.nodes ?? [];
  const used = new Set(Object.values(servers).flatMap((pillar) => pillar.map(({ zone }) => zone)));
  const namespaces = new Namespaces(
    "namespaces",
    {
      stack,
      names: facts.namespaces,
      used,
      ownership: facts.ownership,
      networkPolicies: facts.networkPolicies,
      data,
      nodes,
    },
    opts,
  );
  const config = new pulumi.Config("aiobs");
  const tokens = fleetTokens(settings, opts);
  const place: Place = {
    ...facts,
    createdNamespaces: namespaces.created,
    priorityClass: namespaces.priorityClass,
    data,
    ...(settings.cluster.storageClass === undefined ? {} : { storageClass: settings.cluster.storageClass }),
    images: settings.images,
    secret: (name) => config.requireSecret(name),
    tokens,
  };

  const { externalSecrets } = settings;
  const secrets =
    externalSecrets === undefined
      ? []
      : [
          new ExternalSecrets(
            "external-secrets",
            { place, settings: externalSecrets, servers: Object.values(servers).flat() },
            opts,
          ),
        ];
  // Pods wait for their Secrets, and get their roles when they start.
  const after = secrets.length === 0 ? opts : { ...opts, dependsOn: secrets };
  const roles = [buckets, writers].filter((made) => made !== undefined);
  const keeping = roles.length === 0 ? after : { ...opts, dependsOn: [...secrets, ...roles] };
  const pillars = [
    ...(servers.alerting.length === 0 ? [] : [new Alerting("alerting", { place, servers: servers.alerting }, after)]),
    new Metrics("metrics", { place, servers: servers.metrics }, keeping),
    ...(servers.logs.length === 0 ? [] : [new Logs("logs", { place, servers: servers.logs }, keeping)]),
    ...(servers.traces.length === 0 ? [] : [new Traces("traces", { place, servers: servers.traces }, keeping)]),
    new Collection("collection", { place, servers: servers.collection }, after),
    ...(servers.gpu.length === 0 ? [] : [new GpuSoftware("gpu", { place, servers: servers.gpu }, after)]),
    ...(servers.edges.length === 0 ? [] : [new EdgeGates("edges", { place, servers: servers.edges }, after)]),
    // People look at an edge in its central stack's.
    ...(settings.centre !== undefined
      ? []
      : [
          new Visualisation(
            "visualisation",
            {
              place,
              servers: servers.visualisation,
              dashboards: content.dashboards,
              delivery: dashboardDelivery(settings.grafana, place),
              alerting,
              existing: existingSources(facts, settings, Object.values(servers).flat()),
            },
            after,
          ),
        ]),
    ...(facts.networkPolicies === "off"
      ? []
      : [new NetworkPolicies("network", { place, servers: Object.values(servers).flat() }, opts)]),
  ];
  if (data === "protected") {
    const guards = [pools, buckets, namespaces, ...pillars].filter((made) => made !== undefined);
    new DestroyGuard("guard", { place, guards }, opts);
  }

  const edges = edgesOutputOf(settings, tokens);
  return {
    namespace: namespaces.created.main,
    grafanaUrl: settings.centre?.grafanaUrl ?? settings.grafana.url,
    capacity: stackCapacity(settings.nodePools),
    clusterName: settings.cluster.name,
    ...(edges === undefined ? {} : { edges }),
  };
}
