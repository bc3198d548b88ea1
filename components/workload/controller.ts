import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Place } from "../place.ts";
import { headlessName } from "./addresses.ts";
import { workloadSelector } from "./labels.ts";
import { type PodTemplateArgs, podTemplate } from "./pod-template.ts";
import type { Server, Storage } from "./server.ts";
import { STORAGE_VOLUME } from "./volumes.ts";

type Metadata = k8s.types.input.meta.v1.ObjectMeta;

/** Creates what runs the pods of a workload and replaces them one after another when they change. */
export function controller(
  name: string,
  place: Place,
  pods: PodTemplateArgs,
  metadata: Metadata,
  opts: pulumi.CustomResourceOptions,
): void {
  const { server } = pods;
  const { replication } = server;
  const shared = {
    revisionHistoryLimit: 5,
    selector: { matchLabels: workloadSelector(server) },
    template: podTemplate(place, pods),
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
            serviceName: headlessName(server),
            replicas: replication.replicas,
            ...(replication.settleSeconds === undefined ? {} : { minReadySeconds: replication.settleSeconds }),
            // Replicas start together: a quorum or gossip cluster that waits for pod 0 alone may wait for ever.
            podManagementPolicy: "Parallel",
            persistentVolumeClaimRetentionPolicy: claimRetention(place),
            volumeClaimTemplates: [claimTemplate(place, server, replication.storage)],
          },
        },
        { ...opts, protect: place.data === "protected" },
      );
  }
}

/**
 * Where data is disposable, a set that is replaced because its volumes are to be larger gets larger ones: claims that stayed
 * would stay small.
 */
function claimRetention({ data }: Place) {
  const kept = data === "protected" ? "Retain" : "Delete";
  return { whenDeleted: kept, whenScaled: kept };
}

function claimTemplate(place: Place, server: Server, storage: Storage): k8s.types.input.core.v1.PersistentVolumeClaim {
  const { storageClass = place.storageClass } = storage;
  return {
    metadata: { name: STORAGE_VOLUME, labels: workloadSelector(server) },
    spec: {
      accessModes: ["ReadWriteOnce"],
      ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
      resources: { requests: { storage: storage.size } },
    },
  };
}
