import { stringify } from "yaml";
import { standardsOf } from "../../../facts/standards.ts";
import type { Subject } from "../../../preview/checks/check.ts";
import { manifestsOf } from "../../../preview/manifests.ts";
import type { PlannedResource } from "../../../preview/record.ts";
import { knownData } from "../../../systems/known.ts";

/** A Kubernetes object as the plan holds it. */
export function object(
  kind: string,
  name: string,
  rest: PlannedResource["inputs"],
  namespace = "monitoring",
): PlannedResource {
  const { metadata, ...others } = rest;
  const own = typeof metadata === "object" && metadata !== null && !Array.isArray(metadata) ? metadata : {};
  return {
    urn: `urn:pulumi:test::aiobs::kubernetes:v1:${kind}::${name}`,
    type: `kubernetes:v1:${kind}`,
    name,
    kind: "custom",
    provider: "urn:pulumi:test::aiobs::pulumi:providers:kubernetes::cluster",
    inputs: { apiVersion: "v1", kind, metadata: { name, namespace, ...own }, ...others },
    dependsOn: [],
    protect: false,
    retainOnDelete: false,
    deleteBeforeReplace: false,
    ignoreChanges: [],
    replaceOnChanges: [],
  };
}

/** A sound Deployment of one container. */
export function deployment(name: string, container: object = {}, spec: object = {}): PlannedResource {
  const sound = {
    name,
    ports: [{ name: "http", containerPort: 8080 }],
  };
  const template = {
    metadata: { labels: { app: name } },
    spec: {
      serviceAccountName: name,
      containers: [{ ...sound, ...container }],
      ...spec,
    },
  };
  return object("Deployment", name, { spec: JSON.parse(JSON.stringify({ replicas: 1, template })) });
}

/** What a check looks at. */
export function subject(resources: readonly PlannedResource[], rest: Partial<Subject> = {}): Subject {
  const plan = { project: "aiobs", stack: "test", resources, outputs: {} };
  return {
    plan,
    environment: "dev",
    standards: standardsOf("dev"),
    manifests: manifestsOf(plan),
    served: new Map(),
    canaries: [],
    secretsThere: new Set(),
    known: knownData(),
    brought: { count: 0, problems: [] },
    runbooks: new Map(),
    seriesOf: () => 1000,
    series: { total: 1000, memoryBytes: 2 ** 30, diskBytes: 2 ** 30, given: { memory: "1Gi", storage: "1Gi" } },
    ...rest,
  };
}

/** A rule file with one alert. */
export function ruleFile(alert: string): ReadonlyMap<string, string> {
  return new Map([
    ["prometheus/rules/demo.yaml", stringify({ groups: [{ name: "demo", rules: [{ alert, expr: "up == 0" }] }] })],
  ]);
}
