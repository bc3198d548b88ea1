import * as z from "zod";
import { callersSchema } from "./callers.ts";
import { ingressSchema } from "./ingress.ts";
import { bytes, volumeRange } from "./types/bytes.ts";
import { cpu } from "./types/cpu.ts";
import { duration } from "./types/duration.ts";

const memoryRange = { min: "256Mi", max: "2Ti" };

const sampling = z
  .strictObject({
    ratio: z
      .number()
      .min(0)
      .max(1)
      .prefault(0.1)
      .describe(
        "Share of the traces that are kept which are neither slow nor failed nor Byzantine: those are all kept.",
      ),
    slow: duration({ min: "1ms", max: "10m", examples: ["5s"] })
      .prefault("5s")
      .describe("A trace that takes longer is kept. The same for all services."),
    decisionWait: duration({ min: "1s", max: "10m", examples: ["2m"] })
      .prefault("2m")
      .describe(
        "How long a trace whose root has not ended waits for it: as long as the longest request that is to be judged as a whole. " +
          "One whose root has ended is judged seconds later.",
      ),
  })
  .prefault({})
  .describe("Which traces are kept. Decided when a trace is complete, by all of its spans.");

const tier = (what: string) =>
  z
    .strictObject({
      replicas: z.int().min(1).max(30).prefault(2).describe("How many there are. With two, one may be lost."),
    })
    .prefault({})
    .describe(what);

/** Traces: how many come, which are kept, how long and where. */
export const tracesSchema = z
  .strictObject({
    retention: duration({ min: "1h", max: "2y", examples: ["30d"] })
      .prefault("30d")
      .describe("How long traces are kept."),
    store: z
      .enum(["objectStore", "volume", "centre"])
      .prefault("objectStore")
      .describe(
        "Where they are kept: in the bucket of `objectStore`, on the one replica's own volume, or by the Tempo of `centre`, which then says " +
          "how long and on what. Which are kept is decided here all the same.",
      ),
    replicas: z
      .int()
      .min(1)
      .max(30)
      .prefault(1)
      .describe("Tempo servers: 1, or 3 and more, of which each trace is on three until it is in the bucket."),
    storage: bytes(volumeRange)
      .prefault("20Gi")
      .describe("Size of each one's volume: what is not in the bucket yet, or with `store: volume` everything."),
    cpu: cpu().prefault("500m").describe("Processor time that each asks for, in cores."),
    memory: bytes(memoryRange).prefault("2Gi").describe("Memory of each."),
    queriedFrom: callersSchema().describe(
      "Pods of other namespaces that may query Tempo. It asks nobody who they are: they may read every trace. Left out: none.",
    ),
    ingress: ingressSchema
      .exactOptional()
      .describe(
        "The way in from outside the cluster to Tempo's queries (`/api`); none leads to what writes or stops it. Tempo asks nobody who they are: the " +
          "controller must (`annotations` or `filter`). Left out: none; reach it by a port forward.",
      ),
    spansPerSecond: z
      .int()
      .min(1)
      .max(1_000_000)
      .prefault(500)
      .describe(
        "Spans that the cluster's applications make in a second at their busiest. Sizes and limits follow from it.",
      ),
    sampling,
    processing: z
      .enum(["agent", "tiers"])
      .prefault("tiers")
      .describe(
        "Who samples: `tiers`, routers that bring all spans of a trace to one of the samplers; or `agent`, each node's agent by " +
          "itself, which is right where all applications run on one node.",
      ),
    routers: tier("With `processing: tiers`: what sends each trace to its sampler."),
    samplers: tier("With `processing: tiers`: what counts spans, then decides which traces are kept."),
  })
  .describe("Tempo, and the collectors that bring traces to it. Left out: no traces.");
