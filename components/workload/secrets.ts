/** The Secrets of a workload, and what its pods learn of a change of them by. */
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { Place } from "../place.ts";
import { formerlyIn } from "./former-names.ts";
import { hasOwnSecret, type OwnSource, ownSources } from "./secret-sources.ts";
import type { SecretDirectory, Server } from "./server.ts";
import { directoryName } from "./volumes.ts";

/** What a server's secrets become. */
export interface CreatedSecrets {
  /** A Secret for each directory. */
  readonly objects: readonly pulumi.Resource[];
  /** Another text whenever a secret is changed that the process reads at its start alone; it says nothing of the secret. Absent: none is. */
  readonly revision: pulumi.Output<string> | undefined;
}

/** A value with where it goes. */
interface SecretFile {
  readonly directory: SecretDirectory;
  readonly file: string;
  readonly value: pulumi.Output<string>;
}

/**
 * Creates the Secrets of a server.
 *
 * @param name the workload's, which those of the resources begin with
 * @param metadata of an object of this name
 */
export function createSecrets(
  name: string,
  place: Place,
  server: Server,
  metadata: (objectName: string) => k8s.types.input.meta.v1.ObjectMeta,
  opts: pulumi.CustomResourceOptions,
): CreatedSecrets {
  const directories = server.secrets ?? [];
  const files = directories.flatMap((directory) =>
    ownSources(directory).map(([file, source]): SecretFile => {
      return { directory, file, value: secretValue(`${name}-${file}`, place, server, source, opts) };
    }),
  );
  const objects = directories.filter(hasOwnSecret).map((directory) => {
    const own = files.filter((one) => one.directory === directory).map(({ file, value }) => [file, value]);
    return new k8s.core.v1.Secret(
      `${name}-${directory.name}`,
      // The SDK marks all of a Secret's content as secret.
      { metadata: metadata(directoryName(server, directory)), stringData: Object.fromEntries(own) },
      opts,
    );
  });
  return { objects, revision: revisionOf(name, files, opts) };
}

/**
 * A checksum of a secret would let anybody who sees a pod try guesses at it. So it is a random number, which is drawn anew when
 * one of its keepers changes; those are kept encrypted, and compared by the engine.
 */
function revisionOf(
  name: string,
  files: readonly SecretFile[],
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> | undefined {
  const read = files.filter(({ directory }) => directory.onChange === "restart");
  if (read.length === 0) return undefined;
  const keepers = Object.fromEntries(
    read.map(({ directory, file, value }) => [`${directory.name}/${file}`, pulumi.secret(value)]),
  );
  return new random.RandomId(
    `${name}-secrets-revision`,
    { byteLength: 8, keepers },
    // What the provider answers has the keepers in it, too.
    { ...opts, additionalSecretOutputs: ["keepers"] },
  ).hex;
}

function secretValue(
  name: string,
  place: Place,
  server: Server,
  source: OwnSource,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  if (typeof source === "object") return "token" in source ? tokenOf(source.token, place) : place.secret(source.secret);
  // A volume outlives its stack: with another key nothing could read what is encrypted on it.
  const kept = { ...opts, protect: place.data === "protected", aliases: formerlyIn(server) };
  return new random.RandomPassword(name, { length: 40, special: false }, kept).result;
}

function tokenOf(cluster: string, { tokens }: Place): pulumi.Output<string> {
  const token = tokens[cluster];
  if (token === undefined) throw new Error(`there is no token of the edge ${cluster}`);
  return token;
}
