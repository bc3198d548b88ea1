import type { TargetSeries } from "../engine/target-series.ts";
import type { ServerStep, SimulatedServer } from "./preset.ts";

/** What may be the matter with the simulated PostgreSQL. */
export type PostgresqlFault =
  | "postgresql-down"
  | "postgresql-connections"
  | "postgresql-lag"
  | "postgresql-slot"
  | "postgresql-archive"
  | "postgresql-deadlocks"
  | "postgresql-ids"
  | "postgresql-transaction";

const MIB = 2 ** 20;
const GIB = 2 ** 30;
const MAX_CONNECTIONS = 200;
const PER_SECOND = { commits: 140, rollbacks: 0.4, hits: 9000, reads: 45, temporaryBytes: 20_000 } as const;
/** Deadlocks a second in the fault: two a minute. */
const DEADLOCKS = 2 / 60;
const server = { server: "localhost:5432" } as const;
const app = { ...server, datid: "16384", datname: "app" } as const;

function expose(
  series: TargetSeries,
  pod: string,
  { seconds, random }: ServerStep,
  faults: ReadonlySet<PostgresqlFault>,
): void {
  const isPrimary = pod === "orders-0";
  const has = (fault: PostgresqlFault) => isPrimary && faults.has(fault);
  if (has("postgresql-down")) {
    series.restart();
    series.set("pg_up", {}, 0);
    return;
  }
  series.set("pg_up", {}, 1);
  series.set("pg_settings_max_connections", server, MAX_CONNECTIONS);
  const idle = has("postgresql-connections") ? 176 : Math.round(random.around(40, 0.05));
  for (const [state, count] of Object.entries({ active: 6, idle, "idle in transaction": 1 })) {
    const of = { ...server, datname: "app", state };
    series.set("pg_stat_activity_count", of, count);
    const open = state === "active" && has("postgresql-transaction") ? 5400 : 2;
    series.set("pg_stat_activity_max_tx_duration", of, state === "idle" ? 0 : open);
  }
  series.set("pg_database_size_bytes", { ...server, datname: "app" }, 18 * GIB);
  const age = has("postgresql-ids") ? 1.3e9 : 9e7;
  series.set("pg_database_wraparound_age_datfrozenxid_seconds", { datname: "app" }, age);
  series.add("pg_stat_database_xact_commit", app, random.count(PER_SECOND.commits * seconds));
  series.add("pg_stat_database_xact_rollback", app, random.count(PER_SECOND.rollbacks * seconds));
  series.add("pg_stat_database_blks_hit", app, random.count(PER_SECOND.hits * seconds));
  series.add("pg_stat_database_blks_read", app, random.count(PER_SECOND.reads * seconds));
  series.add("pg_stat_database_temp_bytes", app, PER_SECOND.temporaryBytes * seconds);
  series.add("pg_stat_database_deadlocks", app, has("postgresql-deadlocks") ? random.count(DEADLOCKS * seconds) : 0);
  series.add("pg_stat_archiver_failed_count", server, has("postgresql-archive") ? seconds / 60 : 0);
  if (isPrimary) exposeStandby(series, random, faults);
}

function exposeStandby(series: TargetSeries, random: ServerStep["random"], faults: ReadonlySet<PostgresqlFault>): void {
  const standby = { ...server, application_name: "orders-1", client_addr: "10.0.0.7", slot_name: "orders_1" };
  const behind = faults.has("postgresql-lag") ? 2 * GIB : random.around(2 * MIB, 0.2);
  series.set("pg_stat_replication_pg_wal_lsn_diff", { ...standby, state: "streaming" }, behind);
  const slot = (slot_name: string, bytes: number) =>
    series.set("pg_replication_slots_pg_wal_lsn_diff", { ...server, slot_name }, bytes);
  slot("orders_1", behind);
  slot("reports", faults.has("postgresql-slot") ? 40 * GIB : 5 * MIB);
}

/** A primary and its standby. */
export const postgresqlServers: readonly SimulatedServer<PostgresqlFault>[] = [
  { preset: "postgresql", application: "orders", pods: ["orders-0", "orders-1"], port: 9187, expose },
];
