import * as z from "zod";
import { callersSchema } from "./callers.ts";
import { ingressSchema } from "./ingress.ts";
import { bytes, volumeRange } from "./types/bytes.ts";
import { cpu } from "./types/cpu.ts";
import { duration } from "./types/duration.ts";

/** Logs, beyond what the nodes keep of their containers'. */
export const logsSchema = z
  .strictObject({
    // Loki deletes by the day: its index has one table for each.
    retention: duration({ min: "24h", examples: ["90d"] })
      .prefault("90d")
      .describe("How long log lines are kept."),
    auditRetention: duration({ min: "24h", examples: ["1y"] })
      .prefault("1y")
      .describe('How long audit lines are kept, those of streams with `log_kind="audit"`; at least `retention`.'),
    store: z
      .enum(["objectStore", "volume", "centre"])
      .prefault("objectStore")
      .describe(
        "Where lines are kept: in the bucket of `objectStore`, on the one replica's own volume, or by the Loki of `centre`, which then says " +
          "all that follows here.",
      ),
    replicas: z
      .int()
      .min(1)
      .max(30)
      .prefault(1)
      .describe("Replicas: 1, or at least 3. From 3 on each line is kept by three of them, and one may be lost."),
    storage: bytes(volumeRange)
      .prefault("20Gi")
      .describe("Size of each replica's volume: what is not in the bucket yet, or with `store: volume` everything."),
    cpu: cpu().prefault("500m").describe("Processor time that each replica asks for, in cores."),
    memory: bytes({ min: "512Mi", max: "2Ti" })
      .prefault("2Gi")
      .describe("Memory of each replica. Reckon 1 GiB for each 1 MB of lines a second that it takes, copies included."),
    queriedFrom: callersSchema().describe(
      "Pods of other namespaces that may query Loki. It asks nobody who they are: they may read every line, and a network policy, which sees no paths, " +
        "does not keep them from writing. Left out: none.",
    ),
    ingress: ingressSchema
      .exactOptional()
      .describe(
        "The way in from outside the cluster to Loki's queries; none leads to what writes, deletes or stops it. Loki asks nobody who they are: the " +
          "controller must (`annotations` or `filter`). Left out: none; reach it by a port forward.",
      ),
  })
  .describe(
    "Loki, and on every node the agent that sends it the containers' logs, scrubbed of personal data. Left out: logs stay on the nodes.",
  );
