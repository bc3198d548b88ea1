import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { LokiApi } from "./loki-api.ts";
import type { ObjectStore } from "./object-store.ts";
import { type Overlay, overlaid } from "./overlaid.ts";
import { freePort, LOOPBACK } from "./ports.ts";
import { answers, startServer } from "./processes.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** What to start a Loki from. */
export interface LokiSpec {
  /** Absolute path of the binary. */
  readonly loki: string;
  /** Its configuration file as it is rendered, with the paths on this machine. */
  readonly config: string;
  /** The object store that takes the place of the one under `common.storage.object_store.s3`. */
  readonly objectStore: ObjectStore;
  /** Arguments on top of the file's. Absent: none. */
  readonly args?: readonly string[];
  /** Further addresses to replace: those of other replicas. Absent: none. */
  readonly overlay?: Overlay;
}

/** Starts a Loki; it stops with the bed. Of its configuration only addresses and credentials are replaced. */
export async function startLoki(
  { loki, config, objectStore, args = [], overlay = {} }: LokiSpec,
  bed: AsyncDisposableStack,
): Promise<LokiApi> {
  const [http, grpc] = [await freePort(), await freePort()];
  const addresses: Overlay = {
    server: {
      http_listen_address: LOOPBACK,
      http_listen_port: http,
      grpc_listen_address: LOOPBACK,
      grpc_listen_port: grpc,
    },
    common: {
      instance_addr: LOOPBACK,
      storage: {
        object_store: {
          s3: {
            endpoint: objectStore.endpoint,
            region: objectStore.region,
            access_key_id: objectStore.accessKey,
            secret_access_key: objectStore.secretKey,
            insecure: true,
          },
        },
      },
    },
  };
  const file = join(temporaryFolder(bed), "loki.yaml");
  await writeFile(file, overlaid(overlaid(config, addresses), overlay));
  const url = `http://${LOOPBACK}:${http}`;
  await startServer(
    { name: "loki", command: loki, args: [`-config.file=${file}`, ...args], ready: () => answers(`${url}/ready`) },
    bed,
  );
  return new LokiApi(url);
}
