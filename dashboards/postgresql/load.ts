import { postgresqlLimits as limits } from "../../mixins/postgresql/limits.ts";
import type { Band } from "../kit/layout.ts";
import { timeseries } from "../kit/panels/timeseries.ts";
import { highIsBad } from "../kit/thresholds.ts";
import { chosen } from "../preset/variables.ts";
import { LEGEND, rate, SERVER } from "./selector.ts";

/** What the servers do. */
export const workBands = (): Band[] => [
  { title: "Work", height: 8, panels: [transactions(), cacheHits()] },
  { height: 8, panels: [deadlocks(), temporary(), sizes()] },
];

/** What they have to keep for others, or for themselves. */
export const keepingBands = (): Band[] => [
  { title: "Log and vacuum", height: 8, panels: [lag(), slots()] },
  { height: 8, panels: [archive(), ids()] },
];

const transactions = () =>
  timeseries({
    id: 6,
    title: "Transactions",
    description:
      "Transactions per second that were committed, and that were rolled back.\n\n**Good:** few are rolled back. **Otherwise:** many: errors in a program, or conflicts.",
    unit: "ops",
    series: "lines",
    queries: [
      { expr: rate("pg_stat_database_xact_commit"), legend: `${LEGEND} committed` },
      { expr: rate("pg_stat_database_xact_rollback"), legend: `${LEGEND} rolled back` },
    ],
  });

const cacheHits = () =>
  timeseries({
    id: 7,
    title: "Blocks found in memory",
    description:
      "Share of the blocks that PostgreSQL's own cache had.\n\n**Good:** near 100%. **Otherwise:** it falls: a query that reads whole tables, or `shared_buffers` that is too small for what is used.",
    unit: "percentunit",
    series: "lines",
    queries: [
      {
        expr: `${rate("pg_stat_database_blks_hit")} / (${rate("pg_stat_database_blks_hit")} + ${rate("pg_stat_database_blks_read")} > 0)`,
        legend: LEGEND,
      },
    ],
  });

const deadlocks = () =>
  timeseries({
    id: 8,
    title: "Deadlocks",
    description:
      "Deadlocks per second, by database.\n\n**Good:** none. **Otherwise:** PostgresqlDeadlocks: two programs that take locks in another order.",
    unit: "cps",
    series: "lines",
    queries: [{ expr: `sum by (datname) (rate(pg_stat_database_deadlocks{${chosen}}[15m]))`, legend: "{{datname}}" }],
  });

const temporary = () =>
  timeseries({
    id: 9,
    title: "Temporary files",
    description:
      "Bytes per second that queries write to temporary files.\n\n**Good:** few. **Otherwise:** sorts and joins that do not fit in `work_mem`.",
    unit: "Bps",
    series: "lines",
    queries: [{ expr: rate("pg_stat_database_temp_bytes"), legend: LEGEND }],
  });

const sizes = () =>
  timeseries({
    id: 10,
    title: "Size of databases",
    description:
      "Bytes of each database on disk.\n\n**Good:** as the data grows. **Otherwise:** growth without data: rows that vacuum cannot clean away, see *Oldest transaction*.",
    unit: "bytes",
    series: "lines",
    queries: [
      {
        expr: `max by (application, datname) (pg_database_size_bytes{${chosen}})`,
        legend: "{{application}} {{datname}}",
      },
    ],
  });

const lag = () =>
  timeseries({
    id: 11,
    title: "Standbys behind",
    description:
      "Bytes of log that each standby has yet to replay.\n\n**Good:** a few MiB. **Otherwise:** above the dashed line for minutes PostgresqlReplicationLags fires.",
    unit: "bytes",
    series: "lines",
    thresholds: highIsBad({ red: limits.replicationLag.value }),
    queries: [
      {
        expr: `max by (${SERVER}, application_name) (pg_stat_replication_pg_wal_lsn_diff{${chosen}})`,
        legend: `${LEGEND} {{application_name}}`,
      },
    ],
  });

const slots = () =>
  timeseries({
    id: 12,
    title: "Log held by slots",
    description:
      "Bytes of log that each replication slot keeps from being removed.\n\n**Good:** as *Standbys behind*. **Otherwise:** a slot that nobody reads fills the disk: PostgresqlSlotHoldsLog.",
    unit: "bytes",
    series: "lines",
    thresholds: highIsBad({ red: limits.slotLag.value }),
    queries: [
      {
        expr: `max by (${SERVER}, slot_name) (pg_replication_slots_pg_wal_lsn_diff{${chosen}})`,
        legend: `${LEGEND} {{slot_name}}`,
      },
    ],
  });

const archive = () =>
  timeseries({
    id: 14,
    title: "Log not archived",
    description:
      "Tries per second to archive a segment of the log that failed.\n\n**Good:** none. **Otherwise:** after 15 minutes PostgresqlArchivingFailing: backups end there, and the log fills the disk.",
    unit: "cps",
    series: "lines",
    queries: [{ expr: rate("pg_stat_archiver_failed_count"), legend: LEGEND }],
  });

const ids = () =>
  timeseries({
    id: 13,
    title: "Age of transaction ids",
    description:
      "Transactions since the oldest row that is not frozen, by database; of exporters with `--collector.database_wraparound`.\n\n**Good:** it falls back at 200 million. **Otherwise:** above the dashed line PostgresqlTransactionIdsRunOut: vacuum does not get through.",
    unit: "locale",
    series: "lines",
    thresholds: highIsBad({ red: limits.transactionIds.value }),
    queries: [
      {
        expr: `max by (application, datname) (pg_database_wraparound_age_datfrozenxid_seconds{${chosen}})`,
        legend: "{{application}} {{datname}}",
      },
    ],
  });
