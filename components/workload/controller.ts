import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { headlessName } from "../addresses.ts";
import { workloadSelector } from "./labels.ts";
import { podTemplate } from "./pod-template.ts";
import { STORAGE_VOLUME } from "./volumes.ts";
import type { Storage, WorkloadArgs } from "./workload-args.ts";

type Metadata = k8s.types.input.meta.v1.ObjectMeta;

/** Creates what runs the pods of a workload and replaces them one after another when they change. */
export function controller(
  name: string,
  args: WorkloadArgs,
  metadata: Metadata,
  opts: pulumi.CustomResourceOptions,
): void {
  const { replication, part, context } = args;
  const shared = {
    revisionHistoryLimit: 5,
    selector: { matchLabels: workloadSelector(args) },
    template: podTemplate(args),
  };
  switch (replication.kind) {
    case "Deployment": {
      const strategy = { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } };
      new k8s.apps.v1.Deployment(
        name,
        { metadata, spec: { ...shared, replicas: replication.replicas, strategy } },
        opts,
      );
      return;
    }
    case "DaemonSet": {
      const updateStrategy = { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "10%" } };
      new k8s.apps.v1.DaemonSet(name, { metadata, spec: { ...shared, updateStrategy } }, opts);
      return;
    }
    case "StatefulSet":
      new k8s.apps.v1.StatefulSet(
        name,
        {
          metadata,
          spec: {
            ...shared,
            serviceName: headlessName(part),
            replicas: replication.replicas,
            // Replicas start together: a quorum or gossip cluster that waits for pod 0 alone may wait for ever.
            podManagementPolicy: "Parallel",
            persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
            volumeClaimTemplates: [claimTemplate(args, replication.storage)],
          },
        },
        { ...opts, protect: context.data === "protect" },
      );
  }
}

function claimTemplate(args: WorkloadArgs, storage: Storage): k8s.types.input.core.v1.PersistentVolumeClaim {
  const { storageClass } = args.context;
  return {
    metadata: { name: STORAGE_VOLUME, labels: workloadSelector(args) },
    spec: {
      accessModes: ["ReadWriteOnce"],
      ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
      resources: { requests: { storage: storage.size } },
    },
  };
}
