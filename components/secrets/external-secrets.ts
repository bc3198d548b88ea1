import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config/settings.ts";
import type { Place } from "../place.ts";
import type { Zone } from "../workload/identity.ts";
import { stackLabels } from "../workload/labels.ts";
import { existingKeys } from "../workload/secret-sources.ts";
import type { Server } from "../workload/server.ts";

/** Arguments of `ExternalSecrets`. */
export interface ExternalSecretsArgs {
  readonly place: Place;
  readonly settings: NonNullable<Settings["externalSecrets"]>;
  /** All servers of the stack: a Secret is made where one reads it. */
  readonly servers: readonly Server[];
}

type External = ExternalSecretsArgs["settings"]["secrets"][string];

/**
 * ExternalSecrets: objects from which the cluster's External Secrets Operator makes Secrets, with the values of a store elsewhere.
 * Neither the program nor its state sees a value.
 */
export class ExternalSecrets extends pulumi.ComponentResource {
  constructor(name: string, args: ExternalSecretsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aiobs:secrets:ExternalSecrets", name, {}, opts);
    const { place, settings } = args;
    for (const [secret, external] of Object.entries(settings.secrets)) {
      for (const zone of zonesOf(secret, args)) {
        new k8s.apiextensions.CustomResource(
          `${name}-${zone}-${secret}`,
          {
            apiVersion: "external-secrets.io/v1",
            kind: "ExternalSecret",
            metadata: { name: secret, namespace: place.createdNamespaces[zone], labels: stackLabels(place) },
            spec: specOf(secret, external, settings),
          },
          { parent: this },
        );
      }
    }
    this.registerOutputs({});
  }
}

/** Where a Secret is read: by the servers that name it, and of one that images are pulled with by all. */
function zonesOf(secret: string, { place, servers }: ExternalSecretsArgs): readonly Zone[] {
  const pulls = place.images.pullSecrets.includes(secret);
  const readers = servers.filter(
    ({ secrets = [] }) => pulls || secrets.flatMap(existingKeys).some((key) => key.secret === secret),
  );
  return [...new Set(readers.map(({ zone }) => zone))].sort();
}

/** https://external-secrets.io/latest/api/spec/#external-secrets.io/v1.ExternalSecretSpec */
function specOf(secret: string, { type, keys }: External, { store, refreshInterval }: ExternalSecretsArgs["settings"]) {
  return {
    refreshInterval: refreshInterval.text,
    secretStoreRef: { name: store.name, kind: store.kind },
    target: {
      name: secret,
      // The Secret goes with its ExternalSecret, and stays while the store lacks the value: pods must be able to start.
      creationPolicy: "Owner",
      deletionPolicy: "Retain",
      ...(type === "Opaque" ? {} : { template: { type } }),
    },
    data: Object.entries(keys).map(([secretKey, { remoteKey, property }]) => ({
      secretKey,
      remoteRef: { key: remoteKey, ...(property === undefined ? {} : { property }) },
    })),
  };
}
