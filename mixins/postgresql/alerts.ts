/** The alerts on PostgreSQL, by server. */
import { inWords } from "../limit.ts";
import type { AlertingRule } from "../mixin.ts";
import { postgresqlLimits as limits } from "./limits.ts";

const BY = "cluster, application, instance";
const DASHBOARD = { dashboard: "postgresql", dashboardVariables: { application: "application" } } as const;
const SERVER = "{{ $labels.instance }} of {{ $labels.application }} in cluster {{ $labels.cluster }}";

/** The alerting rules on PostgreSQL. */
export const postgresqlAlerts: readonly AlertingRule[] = [
  {
    alert: "PostgresqlDown",
    expr: `max by (${BY}) (pg_up) == 0`,
    for: "15s",
    keepFiringFor: "2m",
    severity: "critical",
    detectWithin: "1m",
    summary: `PostgreSQL at ${SERVER} does not answer.`,
    description:
      "The exporter {{ $labels.instance }} answers and its PostgreSQL does not: it is down, still recovers, has no connection left, or refuses the exporter's password.",
    ...DASHBOARD,
  },
  {
    alert: "PostgresqlConnectionsNearlyUsedUp",
    expr: `
sum by (${BY}) (pg_stat_activity_count)
  / max by (${BY}) (pg_settings_max_connections)
  > ${limits.connectionUse.value}`,
    for: "2m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "4m",
    summary: `PostgreSQL at ${SERVER} has nearly as many connections as it takes.`,
    description: `{{ $value | humanizePercentage }} of the connections that {{ $labels.instance }} takes are open (threshold: ${inWords(limits.connectionUse)}): beyond, new ones are refused.`,
    ...DASHBOARD,
  },
  {
    alert: "PostgresqlReplicationLags",
    expr: `max by (${BY}, application_name) (pg_stat_replication_pg_wal_lsn_diff) > ${limits.replicationLag.value}`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "7m",
    summary: `A standby of ${SERVER} does not keep up.`,
    description: `The standby {{ $labels.application_name }} is {{ $value | humanize1024 }}B of log behind {{ $labels.instance }} (threshold: 256MiB): what is read of it is old, and a failover to it loses as much.`,
    ...DASHBOARD,
  },
  {
    alert: "PostgresqlSlotHoldsLog",
    expr: `max by (${BY}, slot_name) (pg_replication_slots_pg_wal_lsn_diff) > ${limits.slotLag.value}`,
    for: "5m",
    severity: "warning",
    detectWithin: "7m",
    summary: `A slot of ${SERVER} holds the log back.`,
    description: `The slot {{ $labels.slot_name }} of {{ $labels.instance }} holds {{ $value | humanize1024 }}B of log that nobody reads (threshold: 10GiB): it grows until the disk is full, and then nothing is written any more.`,
    ...DASHBOARD,
  },
  {
    alert: "PostgresqlArchivingFailing",
    expr: `sum by (${BY}) (increase(pg_stat_archiver_failed_count[15m])) > 0`,
    for: "15m",
    keepFiringFor: "15m",
    severity: "warning",
    detectWithin: "18m",
    summary: `PostgreSQL at ${SERVER} cannot archive its log.`,
    description:
      "Segments of the log of {{ $labels.instance }} have not been archived for 15 minutes: backups end where the archive does, and the log is kept until the disk is full.",
    ...DASHBOARD,
  },
  {
    alert: "PostgresqlDeadlocks",
    expr: `sum by (${BY}, datname) (increase(pg_stat_database_deadlocks[15m])) > ${limits.deadlocks.value}`,
    keepFiringFor: "15m",
    severity: "warning",
    detectWithin: "17m",
    summary: `Transactions of ${SERVER} stop each other.`,
    description: `{{ $value | printf "%.0f" }} deadlocks in the database {{ $labels.datname }} in 15 minutes (threshold: ${inWords(limits.deadlocks)}): each ends a transaction, whose program has to do it again.`,
    ...DASHBOARD,
  },
  {
    alert: "PostgresqlTransactionIdsRunOut",
    expr: `max by (${BY}, datname) (pg_database_wraparound_age_datfrozenxid_seconds) > ${limits.transactionIds.value}`,
    for: "5m",
    severity: "warning",
    detectWithin: "7m",
    summary: `Transaction ids of ${SERVER} run out.`,
    description:
      "The database {{ $labels.datname }} has had {{ $value | humanize }} transactions since its oldest row that is not frozen (threshold: 1G): at 2.1G PostgreSQL refuses every write.",
    ...DASHBOARD,
  },
  {
    alert: "PostgresqlTransactionLong",
    expr: `max by (${BY}, datname) (pg_stat_activity_max_tx_duration{state=~"active|idle in transaction.*"}) > ${limits.longTransaction.value}`,
    for: "5m",
    severity: "warning",
    detectWithin: "67m",
    summary: `A transaction of ${SERVER} does not end.`,
    description:
      "A transaction in the database {{ $labels.datname }} has been open for {{ $value | humanizeDuration }} (threshold: 1h): its locks stay, and nothing that was deleted since is cleaned away, in any table.",
    ...DASHBOARD,
  },
];
