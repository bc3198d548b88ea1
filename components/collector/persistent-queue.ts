/** What a collector keeps on disk because it must outlive its pod: what it has yet to send, and how far it has read. */
import type { Bytes } from "../../config/types/bytes.ts";
import type { CollectorPiece } from "./collector-config.ts";

/** Where that is, as the pod sees it. */
export const QUEUES = "/var/lib/otelcol";

/** The id of the storage. */
export const ON_DISK = "file_storage";

/**
 * The storage itself (https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/v0.161.0/extension/storage/filestorage).
 *
 * @param outlives what it bears: the process alone, or its node as well, for which each write waits for the disk.
 */
export function storage(outlives: "process" | "node"): CollectorPiece {
  return {
    extensions: {
      [ON_DISK]: {
        directory: QUEUES,
        // What was sent leaves holes in the files: without this they only grow.
        compaction: { on_start: true, on_rebound: true, directory: QUEUES },
        ...(outlives === "node" ? { fsync: true } : {}),
      },
    },
  };
}

/**
 * How an exporter keeps what it cannot send: on disk, up to a size, and tries until it can.
 *
 * @param full what a full queue does: `refuse` what comes (readers of files wait, senders of OTLP are told to try again), or let
 *   it `wait` until there is room.
 */
export function keptOnDisk({ bytes }: Pick<Bytes, "bytes">, full: "refuse" | "wait") {
  return {
    sending_queue: {
      storage: ON_DISK,
      sizer: "bytes",
      queue_size: bytes,
      block_on_overflow: full === "wait",
      num_consumers: 4,
    },
    // For ever: what an exporter gives up is lost.
    retry_on_failure: { max_elapsed_time: 0 },
  };
}
