import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { freePort, LOOPBACK } from "../../../tools/servers/ports.ts";
import { answers, startServer } from "../../../tools/servers/processes.ts";
import { temporaryFolder } from "../../../tools/servers/temporary-folder.ts";

/** An S3-compatible server on this machine, and who may use it. */
export interface ObjectStore {
  /** `host:port`; it speaks HTTP, not HTTPS. */
  readonly endpoint: string;
  readonly region: string;
  readonly accessKey: string;
  readonly secretKey: string;
  /** Holds a folder for each bucket, and in it a file for each object, named by its key. */
  readonly folder: string;
}

/** What to start it from. */
export interface ObjectStoreSpec {
  /** Absolute path of the binary. */
  readonly versitygw: string;
  /** The buckets that it has from the start. */
  readonly buckets: readonly string[];
}

const HEALTH = "/health";

/** Starts an S3-compatible server with empty buckets and credentials of its own; it stops with the bed. */
export async function startObjectStore(
  { versitygw, buckets }: ObjectStoreSpec,
  bed: AsyncDisposableStack,
): Promise<ObjectStore> {
  const root = temporaryFolder(bed);
  const [folder, metadata] = [join(root, "buckets"), join(root, "metadata")];
  for (const path of [folder, metadata, ...buckets.map((bucket) => join(folder, bucket))]) mkdirSync(path);
  const store = {
    endpoint: `${LOOPBACK}:${await freePort()}`,
    region: "eu-central-1",
    accessKey: randomBytes(10).toString("hex"),
    secretKey: randomBytes(20).toString("hex"),
    folder,
  };
  await startServer(
    {
      name: "versitygw",
      command: versitygw,
      // Not every file system of temporary files has extended attributes: what it knows of objects is kept beside them.
      args: [
        `--port=${store.endpoint}`,
        `--region=${store.region}`,
        `--health=${HEALTH}`,
        "--quiet",
        "posix",
        `--sidecar=${metadata}`,
        folder,
      ],
      env: { ROOT_ACCESS_KEY_ID: store.accessKey, ROOT_SECRET_ACCESS_KEY: store.secretKey },
      ready: () => answers(`http://${store.endpoint}${HEALTH}`),
    },
    bed,
  );
  return store;
}
