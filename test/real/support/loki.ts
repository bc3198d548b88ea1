import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { freePort, LOOPBACK } from "../../../tools/servers/ports.ts";
import { answers, type RunningServer, startServer } from "../../../tools/servers/processes.ts";
import { temporaryFolder } from "../../../tools/servers/temporary-folder.ts";
import { LokiApi } from "./loki-api.ts";
import type { ObjectStore } from "./object-store.ts";
import { type Overlay, overlaid } from "./overlaid.ts";

/** What to start a Loki from. */
export interface LokiSpec {
  /** Absolute path of the binary. */
  readonly loki: string;
  /** Its configuration file as it is rendered, with the paths on this machine. */
  readonly config: string;
  /** The object store that takes the place of the one under `common.storage.object_store.s3`. Absent: it keeps all on its disk. */
  readonly objectStore?: ObjectStore;
  /** Arguments on top of the file's. Absent: none. */
  readonly args?: readonly string[];
  /** Further addresses to replace: those of other replicas. Absent: none. */
  readonly overlay?: Overlay;
  /** Ports it listens on. Absent: wherever there is room. Given where others are told of it before it starts. */
  readonly ports?: LokiPorts;
}

/** Where a Loki listens, on the loopback address. */
export interface LokiPorts {
  readonly http: number;
  readonly grpc: number;
  readonly gossip: number;
}

/** Free ports for a Loki that has yet to start. */
export async function lokiPorts(): Promise<LokiPorts> {
  return { http: await freePort(), grpc: await freePort(), gossip: await freePort() };
}

/** Starts a Loki; it stops with the bed. Of its configuration only addresses and credentials are replaced. */
export async function startLoki(
  { loki, config, objectStore, args = [], overlay = {}, ports }: LokiSpec,
  bed: AsyncDisposableStack,
): Promise<LokiApi & RunningServer> {
  const { http, grpc, gossip } = ports ?? (await lokiPorts());
  const addresses: Overlay = {
    server: {
      http_listen_address: LOOPBACK,
      http_listen_port: http,
      grpc_listen_address: LOOPBACK,
      grpc_listen_port: grpc,
    },
    memberlist: { bind_addr: [LOOPBACK], bind_port: gossip, advertise_addr: LOOPBACK, advertise_port: gossip },
    common: { instance_addr: LOOPBACK, ...(objectStore === undefined ? {} : { storage: inStore(objectStore) }) },
  };
  const file = join(temporaryFolder(bed), "loki.yaml");
  await writeFile(file, overlaid(overlaid(config, addresses), overlay));
  const url = `http://${LOOPBACK}:${http}`;
  const server = await startServer(
    { name: "loki", command: loki, args: [`-config.file=${file}`, ...args], ready: () => answers(`${url}/ready`) },
    bed,
  );
  return Object.assign(new LokiApi(url), server);
}

function inStore({ endpoint, region, accessKey, secretKey }: ObjectStore): Overlay {
  const s3 = { endpoint, region, access_key_id: accessKey, secret_access_key: secretKey, insecure: true };
  return { object_store: { s3: { ...s3, bucket_lookup_type: "path" } } };
}
