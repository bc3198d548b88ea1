/** How Prometheus hands its samples on (https://prometheus.io/docs/practices/remote_write/). */

/** Where samples go, and how many there are. */
export interface RemoteWrite {
  /** `host:port` of the routers' remote-write port. */
  readonly address: string;
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
    send_exemplars: true,
    send_native_histograms: true,
    queue_config: {
      max_samples_per_send: SAMPLES_PER_REQUEST,
      capacity: 5 * SAMPLES_PER_REQUEST,
      max_shards: mostShards(samplesPerSecond),
    },
  };
}

/** How many senders a queue may have. */
export function mostShards(samplesPerSecond: number): number {
  return Math.max(FEWEST_SHARDS, Math.ceil((CATCH_UP * samplesPerSecond * SLOWEST_SECONDS) / SAMPLES_PER_REQUEST));
}
