/** The pods of a plan, as the checks look at them. */
import { z } from "zod";
import type { Manifest } from "../manifests.ts";

const container = z.looseObject({
  name: z.string(),
  ports: z.array(z.looseObject({ name: z.string().optional(), containerPort: z.number() })).default([]),
  env: z
    .array(
      z.looseObject({
        valueFrom: z
          .looseObject({ secretKeyRef: z.object({ name: z.string(), key: z.string() }).optional() })
          .optional(),
      }),
    )
    .default([]),
});

const projectedSecret = z.looseObject({
  name: z.string(),
  optional: z.boolean().default(false),
  /** Absent: every key. */
  items: z.array(z.looseObject({ key: z.string() })).default([]),
});

const template = z.object({
  metadata: z.object({ labels: z.record(z.string(), z.string()) }),
  spec: z.looseObject({
    serviceAccountName: z.string(),
    hostNetwork: z.boolean().default(false),
    imagePullSecrets: z.array(z.object({ name: z.string() })).default([]),
    containers: z.array(container),
    volumes: z
      .array(
        z.looseObject({
          name: z.string(),
          configMap: z.object({ name: z.string() }).optional(),
          secret: z.looseObject({ secretName: z.string() }).optional(),
          projected: z
            .looseObject({ sources: z.array(z.looseObject({ secret: projectedSecret.optional() })) })
            .optional(),
        }),
      )
      .default([]),
  }),
});

const controller = z.looseObject({
  spec: z.looseObject({ template, serviceName: z.string().optional(), replicas: z.number().optional() }),
});

/** A pod that a Deployment, StatefulSet or DaemonSet of the plan would make. */
export interface PlannedPod {
  /** The controller, as `StatefulSet monitoring/prometheus`. */
  readonly where: string;
  readonly namespace: string;
  readonly name: string;
  readonly kind: string;
  readonly replicas: number;
  /** The headless Service of a StatefulSet. */
  readonly serviceName?: string;
  readonly template: z.output<typeof template>;
}

const CONTROLLERS = new Set(["Deployment", "StatefulSet", "DaemonSet"]);

/** The pods that the plan's controllers would make. */
export function podsOf(manifests: readonly Manifest[]): readonly PlannedPod[] {
  return manifests
    .filter(({ kind }) => CONTROLLERS.has(kind))
    .map(({ kind, name, namespace = "", object }) => {
      const { spec } = controller.parse(object);
      return {
        where: `${kind} ${namespace}/${name}`,
        namespace,
        name,
        kind,
        replicas: spec.replicas ?? 1,
        ...(spec.serviceName === undefined ? {} : { serviceName: spec.serviceName }),
        template: spec.template,
      };
    });
}
