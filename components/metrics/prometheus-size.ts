/** How large Prometheus is made: what the settings say, and where they leave something out, what the estimate needs. */
import type { Settings } from "../../config/settings.ts";
import { formatBytes, roundedUp } from "../../config/types/bytes.ts";
import { diskBytes, memoryBytes } from "../../mixins/cardinality/cost.ts";
import type { Estimate } from "../../mixins/cardinality/estimate.ts";
import { seriesOfJob } from "../../mixins/cardinality/series-count.ts";
import type { ScrapeJob } from "../../mixins/scrape-job.ts";

/** The size of each Prometheus server of a stack. */
export interface PrometheusSize {
  /** Into how many parts targets are divided, each scraped by servers of its own. */
  readonly shards: number;
  /** A Kubernetes quantity. */
  readonly memory: string;
  /** Size of the volume, a Kubernetes quantity. */
  readonly storage: string;
  /** Bytes of blocks at which the oldest are removed. */
  readonly retentionBytes: number;
}

/** Most series of one server: its write-ahead log is read within the 15 minutes that a start may take. */
const SERIES_OF_SHARD = 3_000_000;

/** The share of the volume that blocks may fill; the rest is for the write-ahead log and for compactions. */
const SHARE_OF_BLOCKS = 0.8;

/** Rules and panels ask as much of a server with few series as of one with many. */
const LEAST_MEMORY = 2 ** 30;

const MIB = 2 ** 20;
const GIB = 2 ** 30;

/** The size of each server. */
export function prometheusSize(settings: Settings["prometheus"], estimate: Estimate): PrometheusSize {
  const shards = settings.shards ?? Math.max(1, Math.ceil(estimate.series / SERIES_OF_SHARD));
  const disk = diskBytes(estimate, settings.retention.time.seconds, shards) / SHARE_OF_BLOCKS;
  const storage = settings.storage ?? { text: formatBytes(volume(disk)), bytes: volume(disk) };
  const memory = roundedUp(Math.max(LEAST_MEMORY, memoryBytes(estimate, shards)), 256 * MIB);
  // Never zero, which Prometheus takes for "no limit".
  const share = Math.max(1, Math.floor((storage.bytes * SHARE_OF_BLOCKS) / 1024)) * 1024;
  return {
    shards,
    memory: (settings.memory ?? memory).text,
    storage: storage.text,
    retentionBytes: settings.retention.size?.bytes ?? share,
  };
}

/** 10Gi, 20Gi, 40Gi …: volumes grow by hand, so a stack that grows a little keeps the size that it has. */
function volume(bytes: number): number {
  return 10 * GIB * 2 ** Math.max(0, Math.ceil(Math.log2(bytes / (10 * GIB))));
}

/**
 * Targets differ, and a scrape over the limit fails as a whole: the limit is for a target that has gone wrong, not for one that
 * is twice as large as the others.
 */
const SAMPLE_HEADROOM = 4;
const LEAST_SAMPLES = 5_000;
const LABEL_HEADROOM = 1.5;

/** The job with the limits that its estimate gives it, where it has none of its own and is in the estimate. */
export function limited(job: ScrapeJob, { jobs }: Estimate): ScrapeJob {
  const known = jobs.find((each) => each.job === job.job_name);
  if (known === undefined || known.targets === 0) return job;
  const samples = (known.samplesOfTarget ?? seriesOfJob(known) / known.targets) * SAMPLE_HEADROOM;
  return {
    ...job,
    sample_limit: job.sample_limit ?? Math.max(LEAST_SAMPLES, Math.ceil(samples / 1000) * 1000),
    label_limit: job.label_limit ?? Math.ceil(known.labels * LABEL_HEADROOM),
  };
}

/** The job as one of several shards has it: each target belongs to one of them, by a hash of its address. */
export function sharded(job: ScrapeJob, shard: number, shards: number): ScrapeJob {
  if (shards === 1) return job;
  return {
    ...job,
    relabel_configs: [
      { source_labels: ["__address__"], action: "hashmod", modulus: shards, target_label: "__tmp_shard" },
      { source_labels: ["__tmp_shard"], action: "keep", regex: String(shard) },
      ...(job.relabel_configs ?? []),
    ],
  };
}
