import type * as pulumi from "@pulumi/pulumi";
import type { Server } from "./server.ts";

/** Pulling an image, and binding a volume, in seconds: what a replica waits for before its process starts. */
const BEFORE_START_SECONDS = 300;

/** DaemonSets roll a tenth of their pods at once: ten rounds, however many nodes there are. */
const DAEMON_SET_ROUNDS = 10;

/**
 * How long the provider waits for a workload: as long as its own probes allow each replica to stop and start, one after
 * another. The provider's default of 10 minutes would fail a rollout that is sound.
 */
export function rolloutTimeouts({ replication, probes, stopSeconds = 30 }: Server): pulumi.CustomTimeouts {
  const rounds = replication.kind === "DaemonSet" ? DAEMON_SET_ROUNDS : replication.replicas;
  const settle = replication.kind === "StatefulSet" ? (replication.settleSeconds ?? 0) : 0;
  const seconds = rounds * (BEFORE_START_SECONDS + (probes?.startupSeconds ?? 0) + settle + stopSeconds);
  const text = `${seconds}s`;
  return { create: text, update: text, delete: text };
}
