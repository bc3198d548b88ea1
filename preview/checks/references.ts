import { errorAt, type Problem } from "../../problems/problem.ts";
import type { Check } from "./check.ts";
import { podsOf } from "./pods.ts";

/**
 * Every ConfigMap, Secret, ServiceAccount and Service that a pod names is in the plan, in its namespace; or it is a Secret that
 * the settings say is in the cluster.
 */
export const references: Check = {
  title: "Pods find what they name",
  unit: "references",
  run({ manifests, secretsThere }) {
    const there = new Set(manifests.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`));
    const problems: Problem[] = [];
    let count = 0;
    for (const { where, namespace, serviceName, template } of podsOf(manifests)) {
      const { serviceAccountName, volumes, containers } = template.spec;
      const secretsOf = (names: readonly (string | undefined)[]) =>
        names.flatMap((name) => (name === undefined || secretsThere.has(name) ? [] : [`Secret ${namespace}/${name}`]));
      const named = [
        `ServiceAccount ${namespace}/${serviceAccountName}`,
        ...(serviceName === undefined ? [] : [`Service ${namespace}/${serviceName}`]),
        ...volumes.flatMap(({ configMap, secret, projected }) => [
          ...(configMap === undefined ? [] : [`ConfigMap ${namespace}/${configMap.name}`]),
          ...secretsOf([secret?.secretName, ...(projected?.sources ?? []).map((source) => source.secret?.name)]),
        ]),
        ...containers.flatMap(({ env }) => secretsOf(env.map(({ valueFrom }) => valueFrom?.secretKeyRef?.name))),
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
