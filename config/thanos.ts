import * as z from "zod";
import { ingressSchema } from "./ingress.ts";
import { bytes, volumeRange } from "./types/bytes.ts";
import { cpu } from "./types/cpu.ts";
import { duration } from "./types/duration.ts";

const memoryRange = { min: "256Mi", max: "2Ti" };

const retention = z
  .strictObject({
    // Below these the compactor would delete blocks before it has made the next resolution of them, and does not start.
    raw: duration({ min: "40h", examples: ["30d"] })
      .prefault("30d")
      .describe("How long samples are kept as scraped."),
    fiveMinutes: duration({ min: "10d", examples: ["90d"] })
      .prefault("90d")
      .describe("How long one aggregate for every five minutes is kept; at least `raw`."),
    oneHour: duration({ min: "10d", examples: ["2y"] })
      .prefault("2y")
      .describe("How long one aggregate for every hour is kept; at least `fiveMinutes`."),
  })
  .prefault({})
  .describe("How long the bucket keeps each resolution.");

const receive = z
  .strictObject({
    replicas: z
      .int()
      .min(1)
      .max(60)
      .prefault(1)
      .describe("Ingestors in all: a multiple of the zones in `cluster.zones`, where those are named."),
    replication: z
      .union([z.literal(1), z.literal(3)])
      .prefault(1)
      .describe(
        "Ingestors that each sample is written to. 3 bears the loss of one, and needs at least 4: with exactly 3 every restart " +
          "of one makes writes fail.",
      ),
    retention: duration({ min: "6h", examples: ["7d"] })
      .prefault("7d")
      .describe(
        "How long each ingestor keeps samples on its volume, uploaded or not: an outage of the bucket may be as long.",
      ),
    storage: bytes(volumeRange).prefault("50Gi").describe("Size of each ingestor's volume."),
    cpu: cpu().prefault(1).describe("Processor time that each ingestor asks for, in cores."),
    memory: bytes(memoryRange)
      .prefault("4Gi")
      .describe("Memory of each ingestor. Reckon 3 to 4 GiB a million series that it holds, copies included."),
  })
  .prefault({})
  .describe("Thanos Receive: takes what Prometheus writes, and uploads it every two hours.");

const store = z
  .strictObject({
    shards: z
      .int()
      .min(1)
      .max(32)
      .prefault(1)
      .describe("Parts into which the bucket's blocks are divided. More where a store gateway's memory gets short."),
    replicas: z.int().min(1).max(4).prefault(1).describe("Store gateways of each part."),
    storage: bytes(volumeRange).prefault("10Gi").describe("Size of each one's volume: headers of the blocks' indexes."),
    memory: bytes(memoryRange).prefault("4Gi").describe("Memory of each: caches of the index and of chunks."),
  })
  .prefault({})
  .describe("Thanos Store: answers queries from the bucket.");

const query = z
  .strictObject({
    replicas: z.int().min(1).max(20).prefault(1).describe("Queriers, and query frontends before them."),
    memory: bytes(memoryRange).prefault("2Gi").describe("Memory of each querier."),
    timeout: duration({ min: "10s", max: "15m", examples: ["2m"] })
      .prefault("2m")
      .describe("When a query is given up."),
    ingress: ingressSchema
      .exactOptional()
      .describe(
        "The way in from outside the cluster to the query frontend, which knows all that is kept. Thanos asks nobody who they are: the controller must " +
          "(`annotations` or `filter`). With several `prometheus.shards`, `prometheus.ingress` leads there already. Left out: none.",
      ),
  })
  .prefault({})
  .describe("Thanos Query and Query Frontend: one answer from all ingestors and the bucket.");

const compactor = z
  .strictObject({
    storage: bytes(volumeRange)
      .prefault("100Gi")
      .describe("Size of its volume: the blocks of a fortnight and the one that they become."),
    memory: bytes(memoryRange).prefault("4Gi").describe("Its memory. Reckon 10 GiB for a million active series."),
  })
  .prefault({})
  .describe("Thanos Compactor: merges blocks, makes the lower resolutions, deletes what is out of its retention.");

/** Metrics beyond what one Prometheus keeps. */
export const thanosSchema = z
  .strictObject({ retention, receive, store, query, compactor })
  .describe(
    "Thanos: metrics of all Prometheus servers in one place, deduplicated, kept in `objectStore`. Left out: Prometheus alone.",
  );
