/** A cluster as a stack's plan would make it: what commands on pages can name. */
import { z } from "zod";
import { podsOf } from "../../preview/checks/pods.ts";
import { manifestsOf } from "../../preview/manifests.ts";
import type { Preview } from "../../preview/preview.ts";
import type { KubectlCommand } from "./kubectl.ts";

const ofPod = z.looseObject({
  spec: z.looseObject({
    template: z.looseObject({
      spec: z.looseObject({
        containers: z.array(
          z.looseObject({ volumeMounts: z.array(z.looseObject({ mountPath: z.string() })).default([]) }),
        ),
      }),
    }),
  }),
});
const service = z.looseObject({ spec: z.looseObject({ ports: z.array(z.looseObject({ port: z.number() })) }) });
const labelled = z.looseObject({ metadata: z.looseObject({ labels: z.record(z.string(), z.string()).default({}) }) });

/** The kinds by the words that kubectl takes. Endpoint slices are a Service's, claims a StatefulSet's. */
const KINDS: Readonly<Record<string, string>> = {
  pod: "Pod",
  svc: "Service",
  service: "Service",
  endpointslice: "Service",
  networkpolicy: "NetworkPolicy",
  secret: "Secret",
  configmap: "ConfigMap",
  statefulset: "StatefulSet",
  deployment: "Deployment",
  daemonset: "DaemonSet",
  pvc: "StatefulSet",
  node: "Node",
  event: "Event",
};

/** What a plan has, for {@link wrongWith}. */
export function plannedCluster({ plan }: Pick<Preview, "plan">) {
  const manifests = manifestsOf(plan);
  const pods = podsOf(manifests).map((pod) => {
    const own = manifests.find(({ kind, name, namespace }) => `${kind} ${namespace}/${name}` === pod.where);
    const { containers } = ofPod.parse(own?.object).spec.template.spec;
    return {
      ...pod,
      labels: pod.template.metadata.labels,
      ports: pod.template.spec.containers.flatMap(({ ports }) => ports.map(({ containerPort }) => containerPort)),
      mounts: containers.flatMap(({ volumeMounts }) => volumeMounts.map(({ mountPath }) => mountPath)),
    };
  });
  const objects = manifests.map(({ kind, name, namespace = "", object }) => ({
    kind,
    name,
    namespace,
    labels: labelled.parse(object).metadata.labels,
    ports: kind === "Service" ? service.parse(object).spec.ports.map(({ port }) => port) : [],
    mounts: [],
  }));
  const namespaces = new Set(objects.filter(({ kind }) => kind === "Namespace").map(({ name }) => name));

  /** The pods that a name is one of: `prometheus-0`, `dcgm-exporter-abcde`. */
  const podsNamed = (namespace: string, name: string) =>
    pods.filter((pod) => {
      if (pod.namespace !== namespace || !name.startsWith(`${pod.name}-`)) return false;
      const rest = name.slice(pod.name.length + 1);
      return pod.kind === "StatefulSet" ? Number(rest) < pod.replicas : /^[a-z0-9]{5}$/.test(rest);
    });

  /** Why a command finds nothing; undefined where it does, or speaks of what is not this program's. */
  function wrongWith(command: KubectlCommand): string | undefined {
    const { namespace, verb, words, selector, as, inPod } = command;
    const account = /^system:serviceaccount:([^:]+):(.+)$/.exec(as ?? "");
    if (account !== null && !has("ServiceAccount", account[1] ?? "", account[2])) return `no service account ${as}`;
    // `_` is what a variable of the shell has to say.
    if (namespace === undefined || !namespaces.has(namespace) || words.includes("_")) return undefined;
    if (verb === "rollout") return wrongWithKind(namespace, words.slice(1));
    if (verb === "logs" && words.length === 0) return wrongWithKind(namespace, ["pods"], selector);
    if (["logs", "exec", "port-forward"].includes(verb)) return wrongWithTarget(namespace, words, inPod);
    return words.length === 0 ? undefined : wrongWithKind(namespace, words, selector);
  }

  function has(kind: string, namespace: string, name?: string, selector?: string): boolean {
    const asked = selector?.split(",").map((each) => each.split("=")) ?? [];
    const fits = (labels: Readonly<Record<string, string>>) =>
      asked.every(([key = "", value]) => labels[key] === value);
    if (kind !== "Pod") {
      return objects.some(
        (one) =>
          one.kind === kind &&
          one.namespace === namespace &&
          (name === undefined || one.name === name) &&
          fits(one.labels),
      );
    }
    const found = name === undefined ? pods.filter((pod) => pod.namespace === namespace) : podsNamed(namespace, name);
    return found.some(({ labels }) => fits(labels));
  }

  function wrongWithTarget(namespace: string, [target = "", port]: readonly string[], inPod: string) {
    const [kind, name = ""] = target.includes("/") ? target.split("/") : ["pod", target];
    const found = target.includes("/")
      ? [...objects.filter((one) => one.kind === "Service"), ...pods].filter(
          (one) => one.kind === KINDS[kind ?? ""] && one.namespace === namespace && one.name === name,
        )
      : podsNamed(namespace, name);
    const [first] = found;
    if (first === undefined) return `${namespace} has no ${target}`;
    if (port !== undefined && !first.ports.includes(Number(port))) return `${target} has no port ${port}`;
    const mounts: readonly string[] = first.mounts;
    const lost = [...inPod.matchAll(/(?<=[\s'"])\/(?:etc|prometheus|alertmanager)\b[\w./-]*/g)]
      .map(([path]) => path)
      .find((path) => !mounts.some((mount) => path.startsWith(mount) || mount.startsWith(path)));
    return lost === undefined ? undefined : `${target} has no ${lost}: it has ${mounts.join(", ")}`;
  }

  function wrongWithKind(namespace: string, [kinds = "", name]: readonly string[], selector?: string) {
    const [listed, named = name] = kinds.split("/");
    for (const word of (listed ?? "").split(",")) {
      const kind = KINDS[word.replace(/ies$/, "y").replace(/s$/, "")] ?? KINDS[word];
      if (kind === undefined) return `this test knows no kind "${word}"`;
      // Claims and endpoint slices have other names than what makes them.
      const by = word === "pvc" ? undefined : named;
      if (!has(kind, namespace, by, selector)) return `${namespace} has no ${word} ${by ?? ""} ${selector ?? ""}`;
    }
    return undefined;
  }

  /** Why a host name of the cluster leads nowhere. */
  function wrongWithHost(host: string): string | undefined {
    const [, pod, name = "", namespace = ""] =
      /^(?:([a-z0-9-]+)\.)?([a-z0-9-]+)\.([a-z0-9-]+)\.svc(?:\.cluster\.local)?$/.exec(host) ?? [];
    if (!namespaces.has(namespace)) return undefined;
    if (!has("Service", namespace, name)) return `${namespace} has no Service ${name}`;
    if (pod === undefined) return undefined;
    const found = podsNamed(namespace, pod).some(({ serviceName }) => serviceName === name);
    return found ? undefined : `${name} has no pod ${pod}`;
  }

  return { wrongWith, wrongWithHost };
}
