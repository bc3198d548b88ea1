/** The secrets that scrape jobs read, as files in Prometheus' pod: read anew for each scrape. */
import type { ExistingSecrets, SecretDirectory, SecretSource } from "../workload/server.ts";

/** A key of a Secret that is in the cluster already, in the servers' namespace. */
export type ExistingKey = ExistingSecrets["files"][number];

/** The secrets of some scrape jobs. */
export interface ScrapeCredentials {
  /** Those of the stack's own configuration, by the file that each becomes. */
  readonly own: Readonly<Record<string, SecretSource>>;
  /** Those that are in the cluster already. */
  readonly existing: readonly ExistingKey[];
}

const OWN = "/etc/prometheus/credentials";
const EXISTING = "/etc/prometheus/existing-secrets";

/** Where a secret of the stack's configuration is. */
export function ownCredential(file: string): string {
  return `${OWN}/${file}`;
}

/** Where a key of the cluster's Secret is. */
export function existingCredential({ secret, key }: ExistingKey): string {
  return `${EXISTING}/${secret}/${key}`;
}

/** The directories that hold the credentials of all; none where there are none. */
export function credentialDirectories(all: readonly ScrapeCredentials[]): {
  readonly secrets?: readonly SecretDirectory[];
  readonly existingSecrets?: ExistingSecrets;
} {
  const files: Readonly<Record<string, SecretSource>> = Object.assign({}, ...all.map(({ own }) => own));
  const existing = new Map(all.flatMap((one) => one.existing).map((one) => [existingCredential(one), one]));
  return {
    ...(Object.keys(files).length === 0
      ? {}
      : { secrets: [{ name: "credentials", mountPath: OWN, files, onChange: "reload" }] }),
    ...(existing.size === 0 ? {} : { existingSecrets: { mountPath: EXISTING, files: [...existing.values()] } }),
  };
}
