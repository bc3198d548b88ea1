import { inWords } from "../../mixins/limit.ts";
import { postgresqlLimits as limits } from "../../mixins/postgresql/limits.ts";
import type { Dashboard } from "../dashboard.ts";
import { dashboard } from "../kit/dashboard.ts";
import type { Band } from "../kit/layout.ts";
import { stat } from "../kit/panels/stat.ts";
import { timeseries } from "../kit/panels/timeseries.ts";
import { highIsBad, lowIsBad } from "../kit/thresholds.ts";
import { chosen, presetVariables } from "../preset/variables.ts";
import { keepingBands, workBands } from "./load.ts";
import { LEGEND, SERVER } from "./selector.ts";

/** PostgreSQL: what stops it from serving on top, then what it does and what it has to keep. */
export const postgresqlDashboard: Dashboard = dashboard({
  source: import.meta.url,
  system: "postgresql",
  folder: "Applications",
  uid: "postgresql",
  title: "PostgreSQL",
  description:
    "PostgreSQL's servers, for whoever owns one: whether they answer and have connections left on top, then transactions and locks, then standbys, the log and transaction ids.",
  variables: presetVariables("pg_up"),
  bands: () => [now(), connectionsBand(), ...workBands(), ...keepingBands()],
});

const now = (): Band => ({ height: 4, panels: [up(), connectionsNow(), oldest()] });

const connectionsBand = (): Band => ({ title: "Connections", height: 8, panels: [connections(), states()] });

const up = () =>
  stat({
    id: 1,
    title: "Servers that answer",
    description:
      "Share of the chosen servers that answer their exporter.\n\n**Good:** 100%. **Otherwise:** PostgresqlDown says which.",
    unit: "percentunit",
    graph: "none",
    decimals: 0,
    thresholds: lowIsBad({ yellow: 0.999, green: 1 }),
    queries: [{ expr: `avg(pg_up{${chosen}})`, legend: "Up" }],
  });

const used = `sum by (${SERVER}) (pg_stat_activity_count{${chosen}}) / max by (${SERVER}) (pg_settings_max_connections{${chosen}})`;

const connectionsNow = () =>
  stat({
    id: 2,
    title: "Connections in use",
    description: `Share of the connections that a server takes, of the fullest one.\n\n**Good:** under ${inWords(limits.connectionUse)}. **Otherwise:** PostgresqlConnectionsNearlyUsedUp: a pool that is too large, or a pooler that is missing.`,
    unit: "percentunit",
    graph: "sparkline",
    decimals: 1,
    min: 0,
    thresholds: highIsBad({ yellow: 0.7, red: limits.connectionUse.value }),
    queries: [{ expr: `max(${used})`, legend: "In use" }],
  });

const oldest = () =>
  stat({
    id: 3,
    title: "Oldest transaction",
    description:
      "How long the oldest open transaction has been open.\n\n**Good:** seconds. **Otherwise:** from an hour on PostgresqlTransactionLong fires: it holds locks, and back whatever vacuum would clean away.",
    unit: "s",
    graph: "sparkline",
    decimals: 0,
    min: 0,
    thresholds: highIsBad({ yellow: 600, red: limits.longTransaction.value }),
    queries: [
      {
        expr: `max(pg_stat_activity_max_tx_duration{${chosen}, state=~"active|idle in transaction.*"})`,
        legend: "Oldest",
      },
    ],
  });

const connections = () =>
  timeseries({
    id: 4,
    title: "Connections by server",
    description: `Share of the connections that each server takes.\n\n**Good:** under ${inWords(limits.connectionUse)}. **Otherwise:** at 100% new ones are refused, those of the exporter as well.`,
    unit: "percentunit",
    series: "lines",
    thresholds: highIsBad({ yellow: 0.7, red: limits.connectionUse.value }),
    queries: [{ expr: used, legend: LEGEND }],
  });

const states = () =>
  timeseries({
    id: 5,
    title: "Connections by state",
    description:
      "What the connections do.\n\n**Good:** most are idle, some active. **Otherwise:** `idle in transaction`: a program that begins and does not commit; many active: more queries than processors.",
    unit: "locale",
    series: "stacked",
    decimals: 0,
    queries: [{ expr: `sum by (state) (pg_stat_activity_count{${chosen}})`, legend: "{{state}}" }],
  });
