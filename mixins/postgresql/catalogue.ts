/**
 * What postgres_exporter 0.11.1 says of PostgreSQL 15 (Debian's packages), recorded from a primary and its replica, and what later ones
 * have for transaction ids (`collector/pg_database_wraparound.go` of 0.17, with `--collector.database_wraparound`).
 */
import type { Catalogue } from "../../queries/catalogue.ts";
import { presetTargetLabels } from "../preset/target-labels.ts";
import { recordedCatalogue } from "../recorded-catalogue.ts";

/** What postgres_exporter exposes. */
export const postgresqlCatalogue: Catalogue = recordedCatalogue({
  system: "postgresql",
  targetLabels: presetTargetLabels("postgresql", 9187),
  record: new URL("recorded/postgres-exporter-0.11.1.json", import.meta.url),
  knowledge: {
    labels: {
      datname: { bound: 20, examples: ["app"], reason: "databases of a server" },
      state: { bound: 6, examples: ["active", "idle in transaction"], reason: "PostgreSQL's states of a session" },
      slot_name: { bound: 10, reason: "slots of a server" },
      application_name: { bound: 10, examples: ["walreceiver"], reason: "standbys of a server" },
    },
    metrics: {
      pg_up: { unit: "ratio" },
      pg_stat_activity_count: { unit: "count" },
      pg_settings_max_connections: { unit: "count" },
      pg_stat_activity_max_tx_duration: { unit: "seconds" },
      pg_stat_replication_pg_wal_lsn_diff: { unit: "bytes" },
      pg_replication_slots_pg_wal_lsn_diff: { unit: "bytes" },
      pg_stat_archiver_failed_count: { unit: "count" },
      pg_stat_database_deadlocks: { unit: "count" },
      pg_stat_database_xact_commit: { unit: "count" },
      pg_stat_database_xact_rollback: { unit: "count" },
      pg_stat_database_blks_hit: { unit: "count" },
      pg_stat_database_blks_read: { unit: "count" },
      pg_stat_database_temp_bytes: { unit: "bytes" },
      // Of transactions, whatever its name says.
      pg_database_wraparound_age_datfrozenxid_seconds: { unit: "count" },
    },
    unseen: [
      {
        name: "pg_database_wraparound_age_datfrozenxid_seconds",
        type: "gauge",
        help: "Age of the oldest transaction ID that has not been frozen.",
        labels: ["datname"],
      },
      {
        name: "pg_database_wraparound_age_datminmxid_seconds",
        type: "gauge",
        help: "Age of the oldest multi-transaction ID that has been replaced with a transaction ID.",
        labels: ["datname"],
      },
    ],
  },
});
