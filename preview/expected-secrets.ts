/** The Secrets that must be in the cluster, and that others make: what the plan's pods and ways in name, and the plan does not make. */
import { z } from "zod";
import { podsOf } from "./checks/pods.ts";
import type { Manifest } from "./manifests.ts";

/** A Secret that somebody else makes. */
export interface ExpectedSecret {
  readonly namespace: string;
  readonly name: string;
  /** The keys that are read. */
  readonly keys: readonly string[];
  /** Who reads it, as `StatefulSet grafana`. */
  readonly readers: readonly string[];
  /** `waits`: who reads it does not start before it is there. `goes on`: it starts, and fails at what it needs the Secret for. */
  readonly without: "waits" | "goes on";
  /** Lists its keys, and no values. */
  readonly command: string;
}

/** One reading of one key. */
interface Reading {
  readonly namespace: string;
  readonly name: string;
  readonly keys: readonly string[];
  readonly reader: string;
  readonly without: ExpectedSecret["without"];
}

const ingress = z.looseObject({
  spec: z.looseObject({ tls: z.array(z.looseObject({ secretName: z.string().optional() })).default([]) }),
});

/** The kinds that a Secret comes from: itself, or what the External Secrets Operator makes it from. */
const MAKERS = new Set(["Secret", "ExternalSecret"]);

/** What the types of Secrets have (https://kubernetes.io/docs/concepts/configuration/secret/#secret-types). */
const TLS_KEYS = ["tls.crt", "tls.key"];
const PULL_KEYS = [".dockerconfigjson"];

/** Those of a plan, in the order of their namespaces and names. */
export function expectedSecrets(manifests: readonly Manifest[]): readonly ExpectedSecret[] {
  const made = new Set(
    manifests.filter(({ kind }) => MAKERS.has(kind)).map(({ namespace, name }) => `${namespace}/${name}`),
  );
  const readings = [...byPods(manifests), ...byWaysIn(manifests)].filter(
    ({ namespace, name }) => !made.has(`${namespace}/${name}`),
  );
  return [...Map.groupBy(readings, ({ namespace, name }) => `${namespace}/${name}`)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, all]) => {
      const [first] = all;
      if (first === undefined) return [];
      const { namespace, name } = first;
      return [
        {
          namespace,
          name,
          keys: sortedOnce(all.flatMap(({ keys }) => keys)),
          readers: sortedOnce(all.map(({ reader }) => reader)),
          without: all.some(({ without }) => without === "waits") ? "waits" : "goes on",
          command: `kubectl get secret ${name} --namespace ${namespace} --output go-template='{{range $key, $_ := .data}}{{println $key}}{{end}}'`,
        },
      ];
    });
}

function byPods(manifests: readonly Manifest[]): readonly Reading[] {
  return podsOf(manifests).flatMap(({ kind, name: pod, namespace, template: { spec } }) => {
    const reading = (name: string, keys: readonly string[], without: Reading["without"] = "waits"): Reading => {
      return { namespace, name, keys, reader: `${kind} ${pod}`, without };
    };
    return [
      ...spec.volumes.flatMap(({ secret, projected }) => [
        ...(secret === undefined ? [] : [reading(secret.secretName, [])]),
        ...(projected?.sources ?? []).flatMap(({ secret: part }) =>
          part === undefined
            ? []
            : [
                reading(
                  part.name,
                  part.items.map(({ key }) => key),
                  part.optional ? "goes on" : "waits",
                ),
              ],
        ),
      ]),
      ...spec.containers.flatMap(({ env }) =>
        env.flatMap(({ valueFrom }) => {
          const ref = valueFrom?.secretKeyRef;
          return ref === undefined ? [] : [reading(ref.name, [ref.key])];
        }),
      ),
      // A registry that asks for no login is pulled from without; one that does lets no container start.
      ...spec.imagePullSecrets.map(({ name }) => reading(name, PULL_KEYS)),
    ];
  });
}

/** Controllers read the certificate, and go on with another. */
function byWaysIn(manifests: readonly Manifest[]): readonly Reading[] {
  return manifests
    .filter(({ kind }) => kind === "Ingress")
    .flatMap(({ name: way, namespace = "", object }) =>
      ingress.parse(object).spec.tls.flatMap(({ secretName }): readonly Reading[] => {
        if (secretName === undefined) return [];
        return [{ namespace, name: secretName, keys: TLS_KEYS, reader: `Ingress ${way}`, without: "goes on" }];
      }),
    );
}

function sortedOnce(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}
