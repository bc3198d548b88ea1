import type { Band } from "../kit/layout.ts";
import { timeseries } from "../kit/panels/timeseries.ts";
import { chosen } from "../preset/variables.ts";
import { LEGEND, SERVER, whole } from "./selector.ts";

/** What is asked of the servers. */
export const loadBand = (): Band => ({ title: "Commands", height: 8, panels: [commands(), latency(), hits()] });

/** Who asks, and how much it is. */
export const trafficBand = (): Band => ({
  title: "Keys and clients",
  height: 8,
  panels: [keys(), clients(), traffic()],
});

const commands = () =>
  timeseries({
    id: 7,
    title: "Commands",
    description:
      "Commands per second, by command.\n\n**Good:** as the applications need. **Otherwise:** `keys`, or one command alone that grows: a loop in a program.",
    unit: "ops",
    series: "stacked",
    queries: [{ expr: `sum by (cmd) (rate(redis_commands_total{${chosen}}[5m]))`, legend: "{{cmd}}" }],
  });

const latency = () =>
  timeseries({
    id: 8,
    title: "Time of a command",
    description:
      "How long a command takes in the server on average, by command.\n\n**Good:** microseconds. **Otherwise:** a slow one holds up all others, for Redis does one after another: look at `SLOWLOG GET`.",
    unit: "s",
    series: "lines",
    queries: [
      {
        expr: `sum by (cmd) (rate(redis_commands_duration_seconds_total{${chosen}}[5m])) / (sum by (cmd) (rate(redis_commands_total{${chosen}}[5m])) > 0)`,
        legend: "{{cmd}}",
      },
    ],
  });

const hits = () =>
  timeseries({
    id: 9,
    title: "Keys found",
    description:
      "Share of the keys that were asked for and were there.\n\n**Good:** high for a cache. **Otherwise:** it falls while keys are evicted: the cache is too small; without: keys expire too soon.",
    unit: "percentunit",
    series: "lines",
    queries: [
      {
        expr: `sum by (${SERVER}) (rate(redis_keyspace_hits_total{${chosen}}[5m])) / (sum by (${SERVER}) (rate(redis_keyspace_hits_total{${chosen}}[5m])) + sum by (${SERVER}) (rate(redis_keyspace_misses_total{${chosen}}[5m])) > 0)`,
        legend: LEGEND,
      },
    ],
  });

const keys = () =>
  timeseries({
    id: 10,
    title: "Keys",
    description:
      "Keys that each server holds.\n\n**Good:** level, or as the data grows. **Otherwise:** growth without end: keys that never expire.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [{ expr: whole("redis_db_keys"), legend: LEGEND }],
  });

const clients = () =>
  timeseries({
    id: 11,
    title: "Clients",
    description:
      "Connections that are open, those of them that wait for a list or stream, and those that were refused per second.\n\n**Good:** none is refused. **Otherwise:** RedisConnectionsRefused: pools that are too large, or connections that nobody closes.",
    unit: "locale",
    series: "lines",
    queries: [
      { expr: whole("redis_connected_clients"), legend: `${LEGEND} open` },
      { expr: whole("redis_blocked_clients"), legend: `${LEGEND} waiting` },
      {
        expr: `sum by (${SERVER}) (rate(redis_rejected_connections_total{${chosen}}[5m]))`,
        legend: `${LEGEND} refused/s`,
      },
    ],
  });

const traffic = () =>
  timeseries({
    id: 12,
    title: "Traffic",
    description:
      "Bytes per second that servers receive and send.\n\n**Good:** far below the network's. **Otherwise:** large values: a pod's network is full before Redis is.",
    unit: "Bps",
    series: "lines",
    queries: [
      { expr: `sum by (${SERVER}) (rate(redis_net_input_bytes_total{${chosen}}[5m]))`, legend: `${LEGEND} in` },
      { expr: `sum by (${SERVER}) (rate(redis_net_output_bytes_total{${chosen}}[5m]))`, legend: `${LEGEND} out` },
    ],
  });
