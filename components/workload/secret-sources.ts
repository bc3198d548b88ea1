/** Of a directory's secrets, which are in a Secret that the program makes, and which in one that the cluster has. */
import type { SecretDirectory, SecretSource } from "./server.ts";

/** A key of a Secret that is in the cluster, and the file that it becomes. */
export interface ExistingKey {
  readonly file: string;
  /** The Secret's name. */
  readonly secret: string;
  readonly key: string;
}

/** A value that the program puts into a directory's own Secret. */
export type OwnSource = Exclude<SecretSource, { readonly kubernetesSecret: string }>;

/** The files of a directory that the program has the values of. */
export function ownSources({ files }: SecretDirectory): readonly (readonly [file: string, source: OwnSource])[] {
  return Object.entries(files).flatMap(([file, source]) =>
    source !== "generated" && "kubernetesSecret" in source ? [] : [[file, source] as const],
  );
}

/** Whether the program makes a Secret for a directory. */
export function hasOwnSecret(directory: SecretDirectory): boolean {
  return ownSources(directory).length > 0;
}

/** The files of a directory that come from Secrets of the cluster. */
export function existingKeys({ files }: Pick<SecretDirectory, "files">): readonly ExistingKey[] {
  return Object.entries(files).flatMap(([file, source]) =>
    source !== "generated" && "kubernetesSecret" in source
      ? [{ file, secret: source.kubernetesSecret, key: source.key }]
      : [],
  );
}
