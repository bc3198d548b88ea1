import { standardsOf } from "../../facts/standards.ts";
import type { JsonMap } from "../../policy/json.ts";
import { judge } from "../../policy/judge.ts";
import type { JudgedStack, Policy, PolicyResource } from "../../policy/policy.ts";

/** A resource of any type. */
export function resource(type: string, props: JsonMap, rest: Partial<PolicyResource> = {}): PolicyResource {
  const name = rest.name ?? "one";
  return {
    urn: `urn:pulumi:test::aiobs::${type}::${name}`,
    type,
    name,
    props,
    protect: false,
    deleteBeforeReplace: false,
    replaceOnChanges: [],
    dependsOn: [],
    ...rest,
  };
}

/** What the pods of {@link server} are told apart by. */
export interface ServerParts {
  readonly container?: object;
  readonly spec?: object;
  readonly labels?: object;
  readonly annotations?: object;
  readonly namespace?: string;
  readonly kind?: "Deployment" | "StatefulSet" | "DaemonSet";
}

/** A server of one container that keeps every policy, but for what is given. A field that is `undefined` is not there. */
export function server(parts: ServerParts = {}): PolicyResource {
  const kind = parts.kind ?? "Deployment";
  const sound = {
    name: "app",
    image: "registry.example.com:5000/app:v1",
    resources: { requests: { cpu: "1", memory: "1Gi" }, limits: { cpu: "2", memory: "1Gi" } },
    securityContext: {
      readOnlyRootFilesystem: true,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
    },
    startupProbe: {},
    readinessProbe: {},
    livenessProbe: {},
  };
  const labels = {
    "app.kubernetes.io/name": "app",
    "app.kubernetes.io/part-of": "aiobs",
    "app.kubernetes.io/instance": "test",
    "app.kubernetes.io/managed-by": "pulumi",
    ...parts.labels,
  };
  const spec = {
    securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
    containers: [{ ...sound, ...parts.container }],
    ...parts.spec,
  };
  const props = {
    metadata: { name: "app", namespace: parts.namespace ?? "monitoring", labels },
    spec: { replicas: 1, template: { metadata: { labels, annotations: { ...parts.annotations } }, spec } },
  };
  return resource(`kubernetes:apps/v1:${kind}`, JSON.parse(JSON.stringify(props)), { name: "app" });
}

/** What is wrong with some resources by one policy. */
export function problems(
  policy: Policy,
  resources: PolicyResource | readonly PolicyResource[],
  stack: Partial<JudgedStack> = {},
): readonly string[] {
  const all = "urn" in resources ? [resources] : resources;
  const { environment = "prod" } = stack;
  const judged: JudgedStack = { environment, standards: standardsOf(environment), secrets: "redacted", ...stack };
  return judge([policy], all, judged).violations.map(({ problem }) => problem);
}
