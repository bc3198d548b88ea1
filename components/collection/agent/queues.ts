import type { Bytes } from "../../../config/types/bytes.ts";
import type { CollectorPiece } from "../../collector/collector-config.ts";

/** Where the agent keeps what must outlive its pod, as the pod sees it. */
export const QUEUES = "/var/lib/otelcol";

/** The id of the storage on the node's disk. */
export const ON_DISK = "file_storage";

/** The storage itself (https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/v0.161.0/extension/storage/filestorage). */
export const queues: CollectorPiece = {
  extensions: {
    [ON_DISK]: {
      directory: QUEUES,
      // What was sent leaves holes in the files: without this they only grow.
      compaction: { on_start: true, on_rebound: true, directory: QUEUES },
      // What is on disk is there after the node fails, not only after the process does.
      fsync: true,
    },
  },
};

/**
 * How an exporter keeps what it cannot send: on the node's disk, up to a size, and tries until it can. A full queue refuses
 * what comes: readers of files wait, and senders of OTLP are told to try again.
 */
export function keptOnDisk({ bytes }: Bytes) {
  return {
    sending_queue: { storage: ON_DISK, sizer: "bytes", queue_size: bytes, block_on_overflow: false, num_consumers: 4 },
    // For ever: what an exporter gives up is lost.
    retry_on_failure: { max_elapsed_time: 0 },
  };
}
