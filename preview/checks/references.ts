import { errorAt, type Problem } from "../../problems/problem.ts";
import type { Check } from "./check.ts";
import { podsOf } from "./pods.ts";

/** Every ConfigMap, Secret, ServiceAccount and Service that a pod names is in the plan, in its namespace. */
export const references: Check = {
  title: "Pods find what they name",
  unit: "references",
  run({ manifests }) {
    const there = new Set(manifests.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`));
    const problems: Problem[] = [];
    let count = 0;
    for (const { where, namespace, serviceName, template } of podsOf(manifests)) {
      const { serviceAccountName, volumes, containers } = template.spec;
      const named = [
        `ServiceAccount ${namespace}/${serviceAccountName}`,
        ...(serviceName === undefined ? [] : [`Service ${namespace}/${serviceName}`]),
        ...volumes.flatMap(({ configMap, secret }) => [
          ...(configMap === undefined ? [] : [`ConfigMap ${namespace}/${configMap.name}`]),
          ...(secret === undefined ? [] : [`Secret ${namespace}/${secret.secretName}`]),
        ]),
        ...containers.flatMap(({ env }) =>
          env.flatMap(({ valueFrom }) =>
            valueFrom?.secretKeyRef === undefined ? [] : [`Secret ${namespace}/${valueFrom.secretKeyRef.name}`],
          ),
        ),
      ];
      count += named.length;
      for (const name of named) {
        if (!there.has(name))
          problems.push(errorAt({ resource: where }, `names ${name}, which the plan does not create`));
      }
    }
    return { count, problems };
  },
};
