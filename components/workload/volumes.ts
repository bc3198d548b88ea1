/** The directories of a workload's pod: where they come from, and where its containers see them. */
import type { types } from "@pulumi/kubernetes";
import { objectName } from "./labels.ts";
import { existingKeys, hasOwnSecret } from "./secret-sources.ts";
import type { HostPath, SecretDirectory, Server, SharedSecret, SidecarArgs } from "./server.ts";

type Volume = types.input.core.v1.Volume;
type VolumeMount = types.input.core.v1.VolumeMount;

/** The volume that a StatefulSet's claim template makes. */
export const STORAGE_VOLUME = "storage";

/** The volume of a directory: its own Secret, or that together with those of the cluster. */
function secretVolume(server: Server, directory: SecretDirectory): Volume {
  const { name, missing } = directory;
  const secretName = directoryName(server, directory);
  const existing = existingKeys(directory);
  if (existing.length === 0) return { name, secret: { secretName, defaultMode: 0o440 } };
  const bySecret = Map.groupBy(existing, ({ secret }) => secret);
  const sources = [...bySecret].map(([secret, keys]) => ({
    secret: {
      name: secret,
      ...(missing === "tolerated" ? { optional: true } : {}),
      items: keys.map(({ key, file }) => ({ key, path: file })),
    },
  }));
  const own = hasOwnSecret(directory) ? [{ secret: { name: secretName } }] : [];
  return { name, projected: { defaultMode: 0o440, sources: [...own, ...sources] } };
}

/** Name of the ConfigMap or Secret of a directory. */
export function directoryName(server: Pick<Server, "name" | "variant">, directory: { readonly name: string }): string {
  return `${objectName(server)}-${directory.name}`;
}

function sharedName({ of, directory }: SharedSecret): string {
  return directoryName(of, { name: directory });
}

/** The pod's volumes; a StatefulSet's storage comes from its claim template. */
export function volumes(server: Server): Volume[] {
  return [
    ...(server.config ?? []).map((directory) => ({
      name: directory.name,
      configMap: { name: directoryName(server, directory) },
    })),
    ...(server.secrets ?? []).map((directory) => secretVolume(server, directory)),
    ...(server.sharedSecrets ?? []).map((shared) => ({
      name: sharedName(shared),
      secret: { secretName: sharedName(shared), defaultMode: 0o440 },
    })),
    ...(server.scratch ?? []).map(({ name, sizeLimit }) => ({ name, emptyDir: { sizeLimit } })),
    ...(server.hostAccess?.paths ?? []).map(({ name, path, type = "Directory" }) => ({
      name,
      hostPath: { path, type },
    })),
    ...(server.apiAccess?.sidecar === undefined ? [] : [TOKEN_VOLUME]),
  ];
}

/** What the server itself sees. */
export function mainMounts(server: Server): VolumeMount[] {
  const { replication, config = [], secrets = [], sharedSecrets = [], scratch = [], hostAccess } = server;
  return [
    ...(replication.kind === "StatefulSet" ? [{ name: STORAGE_VOLUME, mountPath: replication.storage.mountPath }] : []),
    ...[...config, ...secrets].map(({ name, mountPath }) => ({ name, mountPath, readOnly: true })),
    ...sharedSecrets.map((shared) => ({ name: sharedName(shared), mountPath: shared.mountPath, readOnly: true })),
    ...scratch.map(({ name, mountPath }) => ({ name, mountPath })),
    ...(hostAccess?.paths ?? []).map(hostMount),
  ];
}

function hostMount({ name, mountPath, access = "read", type = "Directory" }: HostPath): VolumeMount {
  return {
    name,
    mountPath,
    readOnly: access === "read",
    // What the node mounts later is seen, too; nothing goes the other way.
    ...(type === "Directory" ? { mountPropagation: "HostToContainer" } : {}),
  };
}

/** What a sidecar sees: the scratch directories that it names, and the token where it is the one that asks the API. */
export function sidecarMounts(server: Server, sidecar: SidecarArgs): VolumeMount[] {
  const scratch = (server.scratch ?? []).filter(({ name }) => sidecar.scratch.includes(name));
  return [
    ...scratch.map(({ name, mountPath }) => ({ name, mountPath })),
    ...(server.apiAccess?.sidecar === sidecar.name
      ? [{ name: TOKEN_VOLUME.name, mountPath: "/var/run/secrets/kubernetes.io/serviceaccount", readOnly: true }]
      : []),
  ];
}

/**
 * The service account's token with the API server's authority and the namespace, as Kubernetes itself would mount them into
 * every container (https://kubernetes.io/docs/concepts/storage/projected-volumes/#serviceaccounttoken).
 */
const TOKEN_VOLUME = {
  name: "api-token",
  projected: {
    defaultMode: 0o440,
    sources: [
      { serviceAccountToken: { path: "token", expirationSeconds: 3607 } },
      { configMap: { name: "kube-root-ca.crt", items: [{ key: "ca.crt", path: "ca.crt" }] } },
      { downwardAPI: { items: [{ path: "namespace", fieldRef: { fieldPath: "metadata.namespace" } }] } },
    ],
  },
} satisfies Volume;
