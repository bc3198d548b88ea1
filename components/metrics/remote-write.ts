/** How Prometheus hands its samples on (https://prometheus.io/docs/practices/remote_write/). */
import type { RemoteStore } from "../../config/remote-write.ts";
import { SAMPLES_PATH } from "../edges/centre-ways.ts";
import { centreLogin, centreUrl, type EdgePlace } from "../edges/to-centre.ts";
import type { Connection } from "../workload/connection.ts";
import { wayCall } from "../workload/way-call.ts";
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
export function renderStoreWrite({ store, samplesPerSecond }: StoreWrite): object {
  const { url, name, headers } = store;
  return {
    url,
    name,
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    ...storeLogin(store).job,
    ...handedOn(samplesPerSecond),
  };
}

/** The entry of `remote_write` for the central stack of an edge. */
export function renderCentreWrite(edge: EdgePlace, samplesPerSecond: number): object {
  return {
    url: `${centreUrl(edge.centre)}${SAMPLES_PATH}`,
    name: "centre",
    ...centreLogin(edge).job,
    ...handedOn(samplesPerSecond),
  };
}

/** How Prometheus logs in to a store. The files of its secrets are apart from those of applications. */
export function storeLogin(store: RemoteStore): Login {
  return loginOf(`remote-write.${store.name}`, store);
}

/** The ways to the stores. */
export function storeCalls(stores: readonly RemoteStore[], ownNamespace: string): readonly Connection[] {
  return stores.flatMap(({ name, calls }) =>
    calls.map((way) => wayCall(way, ownNamespace, name, `write samples to ${name}`)),
  );
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
