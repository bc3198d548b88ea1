import * as z from "zod";
import { callersSchema } from "./callers.ts";
import { ingressSchema, withExternalUrl } from "./ingress.ts";
import { remoteWriteSchema } from "./remote-write.ts";
import { bytes, volumeRange } from "./types/bytes.ts";
import { cpu } from "./types/cpu.ts";
import { type Duration, duration } from "./types/duration.ts";
import { pageUrl } from "./types/url.ts";

/** Prometheus's own default timeout of a scrape, in seconds (configuration, `scrape_timeout`). */
const defaultTimeout: Duration = { text: "10s", seconds: 10 };

const written = z.strictObject({
  replicas: z
    .int()
    .min(1)
    .max(3)
    .prefault(1)
    .describe(
      "Servers that scrape the same targets, 1 to 3. Highly available from 2 on, which `standards.availability` may ask for.",
    ),
  scrapeInterval: duration({ min: "1s", max: "2m", examples: ["15s"] })
    .prefault("15s")
    .describe("How often targets are scraped. Above 2m a missed scrape makes series stale (lookback is 5m)."),
  scrapeTimeout: duration({ min: "1s", max: "2m", examples: ["10s"] })
    .exactOptional()
    .describe("When a scrape is given up. Left out: 10s, or `scrapeInterval` where that is shorter."),
  evaluationInterval: duration({ min: "1s", max: "1m", examples: ["15s"] })
    .prefault("15s")
    .describe("How often rules are evaluated."),
  retention: z
    .strictObject({
      time: duration({ min: "2h", examples: ["36h", "15d"] })
        .prefault("15d")
        .describe("How long samples are kept. The smallest block is 2h long."),
      size: bytes()
        .exactOptional()
        .describe(
          "Size at which the oldest blocks are removed, at most 85 % of `storage`. Left out: 80 % of `storage`.",
        ),
    })
    .prefault({})
    .describe("How much is kept locally; whichever limit is met first."),
  budget: z
    .int()
    .min(1_000)
    .max(1_000_000_000)
    .prefault(1_000_000)
    .describe(
      "Active series that the stack may have by its estimate; more are refused. One replica of all shards counts, not each replica.",
    ),
  shards: z
    .int()
    .min(1)
    .max(64)
    .exactOptional()
    .describe(
      "Into how many parts targets are divided; each is scraped by `replicas` servers of its own. More than 1 need `thanos`, whose " +
        "ruler then evaluates the rules that must see all targets. Left out: as many as the estimate needs, one for each 3,000,000 " +
        "series.",
    ),
  storage: bytes(volumeRange)
    .exactOptional()
    .describe(
      "Size of each server's volume. Left out: what the estimate needs for `retention.time`, the next of 10Gi, 20Gi, 40Gi …",
    ),
  cpu: cpu().prefault(1).describe("Processor time that each server asks for, in cores."),
  // From what an empty server takes to what the largest machines have.
  memory: bytes({ min: "256Mi", max: "32Ti" })
    .exactOptional()
    .describe(
      "Memory of each server: what it asks for and its limit. Left out: what the estimate needs, with half as much on top for " +
        "compactions and queries; about 4 GiB a million active series.",
    ),
  remoteWrite: remoteWriteSchema,
  queriedFrom: callersSchema().describe(
    "Pods of other namespaces that may query Prometheus, and Thanos' query frontend where there is `thanos`: autoscalers, cost reports, notebooks. " +
      "Prometheus asks nobody who they are: they may read every metric. Left out: none.",
  ),
  pushedFrom: callersSchema().describe(
    "Pods of other namespaces that may push samples by remote write: with `thanos` to its routers (`thanos-receive-router`, port 19291, " +
      "`/api/v1/receive`), else to Prometheus itself (`/api/v1/write`), which then must be one alone. They come beside the estimate: give memory for them. Left out: none.",
  ),
  externalUrl: pageUrl(["https://prometheus.example.com"])
    .exactOptional()
    .describe(
      "Where people reach Prometheus, for the links in notifications. Left out: https and the host of `ingress`, without one the " +
        "pod's name.",
    ),
  ingress: ingressSchema
    .exactOptional()
    .describe(
      "The way in from outside the cluster. Prometheus asks nobody who they are: the controller must (`annotations` or `filter`). " +
        "With several `shards` it leads to Thanos' query frontend, which knows them all. Left out: none; reach it by a port forward.",
    ),
});

/** The Prometheus servers: the settings as written, and the defaults that follow from other settings. */
export const prometheusSchema = written
  .transform(({ scrapeTimeout, retention, ...given }) => ({
    ...withExternalUrl(given),
    scrapeTimeout: scrapeTimeout ?? shorter(given.scrapeInterval, defaultTimeout),
    retention,
  }))
  .prefault({})
  .describe("Prometheus: scraping, rules, local storage.");

function shorter(a: Duration, b: Duration): Duration {
  return a.seconds < b.seconds ? a : b;
}
