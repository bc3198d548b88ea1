/** How Prometheus hands its samples on (https://prometheus.io/docs/practices/remote_write/). */
import type { RemoteStore } from "../../config/remote-write.ts";
import { workspaceOf } from "../../facts/managed-prometheus.ts";
import { SAMPLES_PATH } from "../edges/centre-ways.ts";
import { centreLogin, centreUrl, centreWays, type EdgePlace } from "../edges/to-centre.ts";
import type { PlaceFacts } from "../place.ts";
import type { Connection } from "../workload/connection.ts";
import { proxyUrl, wayCalls } from "../workload/way-call.ts";
import { type Login, loginOf } from "./login.ts";

/** Thanos, and how many samples there are. */
export interface RemoteWrite {
  /** `host:port` of the routers' remote-write port. */
  readonly address: string;
  /** Samples that one Prometheus takes in a second. */
  readonly samplesPerSecond: number;
}

/** Any other store, and how many samples there are. */
export interface StoreWrite {
  readonly store: RemoteStore;
  /** The proxy that it is called through. Absent: none. */
  readonly proxy?: PlaceFacts["proxy"];
  /** Samples that one Prometheus takes in a second. */
  readonly samplesPerSecond: number;
}

/** Samples in one request: Prometheus' own default. */
const SAMPLES_PER_REQUEST = 2000;

/** How long a request may take, in seconds, while writing still keeps pace: three copies over zones take a tenth of it. */
const SLOWEST_SECONDS = 1;

/** How many times faster than samples come the queue can be worked off after an outage. */
const CATCH_UP = 3;

/** Senders that a small Prometheus may have, too: its own default is 50. */
const FEWEST_SHARDS = 10;

/**
 * The entry of `remote_write`. The queue follows from the number of samples: as many senders as keep up with slow answers and
 * catch up after an outage. What does not fit the queue waits in the write-ahead log, which reaches back two hours.
 */
export function renderRemoteWrite({ address, samplesPerSecond }: RemoteWrite): object {
  return {
    url: `http://${address}/api/v1/receive`,
    name: "thanos",
    ...handedOn(samplesPerSecond),
  };
}

/** The entry of `remote_write` for a store that the settings name. */
export function renderStoreWrite({ store, proxy, samplesPerSecond }: StoreWrite): object {
  const { url, name, headers, calls } = store;
  return {
    url,
    name,
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    ...storeLogin(store).job,
    ...signature(store),
    ...through(proxyUrl({ proxy }, calls)),
    ...handedOn(samplesPerSecond),
  };
}

/** The entry of `remote_write` for the central stack of an edge. */
export function renderCentreWrite(edge: EdgePlace, { proxy, samplesPerSecond }: Omit<StoreWrite, "store">): object {
  return {
    url: `${centreUrl(edge.centre)}${SAMPLES_PATH}`,
    name: "centre",
    ...centreLogin(edge).job,
    ...through(proxyUrl({ proxy }, centreWays(edge.centre))),
    ...handedOn(samplesPerSecond),
  };
}

/** How Prometheus logs in to a store. The files of its secrets are apart from those of applications. */
export function storeLogin(store: RemoteStore): Login {
  return loginOf(`remote-write.${store.name}`, store);
}

/** The ways to the stores. */
export function storeCalls(stores: readonly RemoteStore[], place: PlaceFacts): readonly Connection[] {
  return stores.flatMap(({ name, calls }) =>
    calls.flatMap((way) => wayCalls(way, place, name, `write samples to ${name}`)),
  );
}

/** How requests are signed: in the workspace's region, by the pod's role or one that it takes on. */
function signature({ url, authentication }: RemoteStore): object {
  const [sigv4, workspace] = [authentication?.sigv4, workspaceOf(url)];
  if (sigv4 === undefined || workspace === undefined) return {};
  const { assumeRole } = sigv4;
  return { sigv4: { region: workspace.region, ...(assumeRole === undefined ? {} : { role_arn: assumeRole }) } };
}

function through(url: string | undefined): object {
  return url === undefined ? {} : { proxy_url: url };
}

/** What is the same for whoever takes the samples. */
function handedOn(samplesPerSecond: number): object {
  return {
    send_exemplars: true,
    send_native_histograms: true,
    queue_config: queue(samplesPerSecond),
  };
}

function queue(samplesPerSecond: number): object {
  return {
    max_samples_per_send: SAMPLES_PER_REQUEST,
    capacity: 5 * SAMPLES_PER_REQUEST,
    // Its own default gives up what a store, or a gate before it, has no room for at the moment.
    retry_on_http_429: true,
    max_shards: mostShards(samplesPerSecond),
  };
}

/** How many senders a queue may have. */
export function mostShards(samplesPerSecond: number): number {
  return Math.max(FEWEST_SHARDS, Math.ceil((CATCH_UP * samplesPerSecond * SLOWEST_SECONDS) / SAMPLES_PER_REQUEST));
}
