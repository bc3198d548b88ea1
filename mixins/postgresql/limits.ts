import type { Limit } from "../limit.ts";

const GIB = 2 ** 30;

/** The thresholds of PostgreSQL. */
export const postgresqlLimits = {
  connectionUse: {
    value: 0.85,
    unit: "ratio",
    why: "at the limit new connections are refused, and pools open many at once",
    source: "https://www.postgresql.org/docs/current/runtime-config-connection.html (max_connections)",
  },
  replicationLag: {
    value: GIB / 4,
    unit: "bytes",
    why: "sixteen segments of the log: a standby that is as far behind for minutes does not keep up",
    source:
      "https://www.postgresql.org/docs/current/wal-configuration.html (segments of 16 MiB); this program's choice",
  },
  slotLag: {
    value: 10 * GIB,
    unit: "bytes",
    why: "the log that a slot holds back is kept without a limit unless max_slot_wal_keep_size says so: it fills the disk",
    source: "https://www.postgresql.org/docs/current/runtime-config-replication.html; this program's choice",
  },
  deadlocks: {
    value: 5,
    unit: "count",
    why: "single ones are tried again and pass; as many in 15 minutes are two programs that take locks in another order",
    source: "this program's choice",
  },
  transactionIds: {
    value: 1e9,
    unit: "count",
    why: "autovacuum freezes at 200 million: at five times that it does not get through, and at 2.1 thousand million writes are refused",
    source: "https://www.postgresql.org/docs/current/routine-vacuuming.html#VACUUM-FOR-WRAPAROUND",
  },
  longTransaction: {
    value: 3600,
    unit: "seconds",
    why: "as long nothing that was deleted can be cleaned away, in any table; batch work commits more often",
    source: "this program's choice",
  },
} as const satisfies Readonly<Record<string, Limit>>;
