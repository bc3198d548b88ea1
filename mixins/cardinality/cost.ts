/** What series and samples cost one Prometheus server, and the bucket behind it. All in bytes. */
import type { Estimate } from "./estimate.ts";

/**
 * Resident memory of a series in the head. Measured: 2.1 GB for a million series of twelve labels that came by remote write to
 * Prometheus 3.15, of which 1.2 GB were live. The formula of Prometheus 2 gives as much for the index alone: (732 + 32 a label
 * pair + twice the name) × 2, about 2.2 kB at ten labels
 * (https://www.robustperception.io/how-much-ram-does-prometheus-2-x-need-for-cardinality-and-ingestion/).
 */
const BYTES_OF_SERIES = 2_100;

/**
 * Resident memory of a sample that relabelling drops: Prometheus keeps its text, to know it at the next scrape without
 * relabelling it again (`droppedSeries` in scrape/scrape.go), 120 bytes on average of Butterfly's, with its place in the map.
 */
const BYTES_OF_DROPPED = 300;

/** What an empty server takes: code, rules, connections. Measured: 90 to 150 MB. */
const BYTES_OF_SERVER = 200 * 2 ** 20;

/** The head keeps series that ended for up to three hours: pods that were replaced, tasks that are done. */
const CHURN = 1.2;

/** Compactions and queries come on top of what is always there. */
const MEMORY_HEADROOM = 1.5;

/** Bytes of a sample in a block: 1 to 2 (https://prometheus.io/docs/prometheus/latest/storage/#operational-aspects). */
const BYTES_OF_SAMPLE = 2;

/** Bytes of a sample in the write-ahead log. Measured: 34 MB for 4 M regular samples. */
const BYTES_OF_LOGGED_SAMPLE = 8.5;

/** Seconds of samples that the write-ahead log and the head's chunks hold: up to three hours before they are a block. */
const LOGGED_SECONDS = 3 * 3600;

/** In a bucket blocks are denser, 1.3 to 2 bytes a sample; those of 5 m and 1 h double and triple them. */
const BYTES_OF_STORED_SAMPLE = 1.65;
const DOWNSAMPLING = 3;

/** Memory that a server needs for its share of an estimate, with room for compactions and queries. */
export function memoryBytes({ series, dropped }: Pick<Estimate, "series" | "dropped">, shards = 1): number {
  const head = (series * CHURN * BYTES_OF_SERIES + dropped * BYTES_OF_DROPPED) / shards;
  return Math.ceil((BYTES_OF_SERVER + head) * MEMORY_HEADROOM);
}

/** Blocks of a retention, on a server's volume. */
export function blockBytes(
  { samplesPerSecond }: Pick<Estimate, "samplesPerSecond">,
  retentionSeconds: number,
  shards = 1,
): number {
  return Math.ceil((samplesPerSecond * retentionSeconds * BYTES_OF_SAMPLE) / shards);
}

/** All that a server writes to its volume: blocks and, of the last hours, the write-ahead log. */
export function diskBytes(estimate: Pick<Estimate, "samplesPerSecond">, retentionSeconds: number, shards = 1): number {
  const logged = (estimate.samplesPerSecond * LOGGED_SECONDS * BYTES_OF_LOGGED_SAMPLE) / shards;
  return blockBytes(estimate, retentionSeconds, shards) + Math.ceil(logged);
}

/** What a day adds to a bucket, raw and downsampled, where each replica's samples are kept. */
export function objectStorageBytesPerDay(
  { samplesPerSecond }: Pick<Estimate, "samplesPerSecond">,
  replicas: number,
): number {
  return Math.ceil(samplesPerSecond * 86_400 * BYTES_OF_STORED_SAMPLE * DOWNSAMPLING * replicas);
}
