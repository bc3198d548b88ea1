import { edgesLimits } from "../../../mixins/edges/limits.ts";
import type { Band } from "../../kit/layout.ts";
import { stat } from "../../kit/panels/stat.ts";
import { table } from "../../kit/panels/table.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { ofEdge } from "../variables.ts";

const { unanswered } = edgesLimits;

/** Who sends, and how much. */
export function gateBand(): Band {
  return { title: "Edges", height: 8, panels: [silent(), edges(), requests()], widths: [4, 10, 10] };
}

/** What is not taken. */
export function waitingBand(): Band {
  return { title: "At the gate", height: 8, panels: [unansweredShare(), heldBack(), turnedAway()], widths: [8, 8, 8] };
}

const silent = () =>
  stat({
    id: 1,
    title: "Silent edges",
    description:
      "How many edges have sent nothing in the chosen interval.\n\n**Good:** none. **Otherwise:** EdgeSilent has paged after 4 minutes; the table beside says which.",
    unit: "short",
    graph: "sparkline",
    thresholds: highIsBad({ red: 1 }),
    queries: [
      {
        expr: `sum(sum by (cluster, username) (rate(vmauth_user_requests_total{${ofEdge}}[$interval])) == bool 0)`,
        legend: "Silent edges",
      },
    ],
  });

const edges = () =>
  table({
    id: 2,
    title: "Each edge",
    description:
      "Requests a second of each edge now, and how long the slowest of them take.\n\n**Good:** all send. **Otherwise:** one at nought is cut off, or shows a wrong token; one that is slow waits for a server behind the gate.",
    labels: [
      { label: "cluster", title: "Sends to" },
      { label: "username", title: "Edge" },
    ],
    values: [
      {
        title: "Requests",
        unit: "reqps",
        decimals: 1,
        expr: `sum by (cluster, username) (rate(vmauth_user_requests_total{${ofEdge}}[$interval]))`,
      },
      {
        title: "Slowest",
        unit: "s",
        decimals: 2,
        expr: `max by (cluster, username) (vmauth_user_request_duration_seconds{${ofEdge}, quantile="0.99"})`,
      },
    ],
    first: "lowest",
  });

const requests = () =>
  timeseries({
    id: 3,
    title: "Requests by edge",
    description:
      "What edges send: samples, alerts, logs and traces, in requests a second.\n\n**Good:** level; more after a break, until what waited is there. **Otherwise:** one that falls to nought is cut off.",
    unit: "reqps",
    series: "lines",
    queries: [
      {
        expr: `sum by (username) (rate(vmauth_user_requests_total{${ofEdge}}[$interval]))`,
        legend: "{{username}}",
      },
    ],
  });

const unansweredShare = () =>
  timeseries({
    id: 4,
    title: "Unanswered, by edge",
    description:
      "The share of requests for which the gate found no server behind it.\n\n**Good:** none, or a few while one restarts. **Otherwise:** EdgeRequestsUnanswered fires after 5 minutes: Thanos' routers, Loki, Tempo or Alertmanager are away.",
    unit: "percentunit",
    series: "lines",
    thresholds: highIsBad({ red: unanswered.value }),
    queries: [
      {
        expr: `sum by (username) (rate(vmauth_user_request_backend_errors_total{${ofEdge}}[$interval])) / (sum by (username) (rate(vmauth_user_requests_total{${ofEdge}}[$interval])) > 0)`,
        legend: "{{username}}",
      },
    ],
  });

const heldBack = () =>
  timeseries({
    id: 5,
    title: "Told to come again, by edge",
    description:
      "Requests that waited and were refused, since as many as one edge may have were under way, in the interval before each point.\n\n**Good:** none. **Otherwise:** EdgeHeldBack fires after 10 minutes: what the edge sends comes late.",
    unit: "locale",
    decimals: 0,
    series: "lines",
    queries: [
      {
        expr: `sum by (username) (increase(vmauth_user_concurrent_requests_limit_reached_total{${ofEdge}}[$interval]))`,
        legend: "{{username}}",
      },
    ],
  });

const turnedAway = () =>
  timeseries({
    id: 6,
    title: "Turned away, by reason",
    description:
      "Requests that the gate let no further, in the interval before each point: with no edge's token, or to where no edge may send.\n\n**Good:** few, of whoever tries every address there is. **Otherwise:** as many as an edge sends, with that edge silent: its token is another one than here.",
    unit: "locale",
    decimals: 0,
    series: "lines",
    queries: [
      {
        expr: 'sum by (reason) (increase(vmauth_http_request_errors_total{cluster=~"$cluster", reason=~"invalid_auth_token|missing_route"}[$interval]))',
        legend: "{{reason}}",
      },
    ],
  });
