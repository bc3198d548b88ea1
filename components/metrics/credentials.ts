/** The secrets that scrape jobs and other requests of Prometheus read, as files in its pod: read anew for each request. */
import type { SecretDirectory, SecretSource } from "../workload/server.ts";

/** Secrets by the file that each becomes. */
export type Credentials = Readonly<Record<string, SecretSource>>;

const DIRECTORY = "/etc/prometheus/credentials";

/** Where the file of a secret is. */
export function credentialPath(file: string): string {
  return `${DIRECTORY}/${file}`;
}

/** The directory that holds the credentials of all; none where there are none. */
export function credentialDirectory(all: readonly Credentials[]): { readonly secrets?: readonly SecretDirectory[] } {
  const files: Credentials = Object.assign({}, ...all);
  if (Object.keys(files).length === 0) return {};
  // A secret that one application lacks must not keep all others from being watched.
  return {
    secrets: [{ name: "credentials", mountPath: DIRECTORY, files, onChange: "reload", missing: "tolerated" }],
  };
}
