/** The objects of a Kubernetes cluster that a stub provider remembers: a file each in a folder, whichever process made it. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** What a provider does to a cluster. Each throws what the real provider would say. */
export interface Cluster {
  create(object: object): void;
  has(object: object): boolean;
  remove(object: object): void;
}

const identity = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), namespace: z.string().default("") }),
});

/**
 * Opens a cluster.
 *
 * @param env `PULUMI_K8S_UPSERT_EXISTING_OBJECTS=true` takes over what is there, as the real provider does; `STUB_DOWN=true`:
 *   its API server does not answer.
 */
export function openCluster(folder: string, env: Readonly<Record<string, string | undefined>>): Cluster {
  mkdirSync(folder, { recursive: true });
  const fileOf = (object: object) => {
    if (env.STUB_DOWN === "true") throw new Error("configured Kubernetes cluster is unreachable: connection refused");
    const { apiVersion, kind, metadata } = identity.parse(object);
    return join(folder, encodeURIComponent([apiVersion, kind, metadata.namespace, metadata.name].join(" ")));
  };
  return {
    create(object) {
      const file = fileOf(object);
      if (existsSync(file) && env.PULUMI_K8S_UPSERT_EXISTING_OBJECTS !== "true") {
        throw new Error(`${identity.parse(object).metadata.name} already exists`);
      }
      writeFileSync(file, "");
    },
    has: (object) => existsSync(fileOf(object)),
    remove: (object) => rmSync(fileOf(object), { force: true }),
  };
}
