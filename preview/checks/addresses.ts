import { z } from "zod";
import { errorAt, type Problem } from "../../problems/problem.ts";
import type { Check } from "./check.ts";
import { podsOf } from "./pods.ts";

/** `name.namespace.svc:port`, or a pod's `name-0.service.namespace.svc:port`. */
const ADDRESS = /([a-z0-9][a-z0-9.-]*)\.svc(?:\.cluster\.local)?:(\d+)/g;

const service = z.looseObject({ spec: z.looseObject({ ports: z.array(z.looseObject({ port: z.number() })) }) });

/** Every in-cluster address in a server's file leads to a Service and port of the plan, and to a replica that exists. */
export const addresses: Check = {
  title: "Addresses in files lead somewhere",
  unit: "addresses",
  run({ manifests, served }) {
    // By what is in them: those that are there already are not in the plan.
    const namespaces = new Set(manifests.filter(({ kind }) => kind === "Service").map(({ namespace }) => namespace));
    const ports = new Map<string, readonly number[]>();
    for (const { kind, name, namespace, object } of manifests) {
      if (kind === "Service")
        ports.set(
          `${name}.${namespace}`,
          service.parse(object).spec.ports.map(({ port }) => port),
        );
    }
    const replicas = new Set(
      podsOf(manifests).flatMap(({ name, namespace, serviceName, replicas: count }) =>
        serviceName === undefined
          ? []
          : Array.from({ length: count }, (_, ordinal) => `${name}-${ordinal}.${serviceName}.${namespace}`),
      ),
    );
    const problems: Problem[] = [];
    let count = 0;
    for (const [file, text] of served) {
      for (const [address, host = "", port] of text.matchAll(ADDRESS)) {
        const labels = host.split(".");
        const namespace = labels.at(-1) ?? "";
        if (!namespaces.has(namespace)) continue;
        count += 1;
        const known = ports.get(labels.slice(-2).join("."));
        if (known === undefined) problems.push(errorAt({ file }, `${address}: the plan has no such Service`));
        else if (!known.includes(Number(port))) {
          problems.push(errorAt({ file }, `${address}: the Service has the ports ${known.join(", ")}`));
        } else if (labels.length === 3 && !replicas.has(host)) {
          problems.push(errorAt({ file }, `${address}: the StatefulSet has no such replica`));
        }
      }
    }
    return { count, problems };
  },
};
