import { inWords } from "../../mixins/limit.ts";
import { openWebuiLimits as limits } from "../../mixins/open-webui/limits.ts";
import { API, FAILED, WAITS } from "../../mixins/open-webui/selectors.ts";
import { highest } from "../kit/extremes.ts";
import type { Band } from "../kit/layout.ts";
import { stat } from "../kit/panels/stat.ts";
import { timeseries } from "../kit/panels/timeseries.ts";
import { highIsBad } from "../kit/thresholds.ts";
import { chosen } from "../preset/variables.ts";
import { BY, failedCalls, failedShare, LEGEND, requests } from "./selector.ts";

const OF_ROUTE = `${BY}, http_route`;

/** Who is there, what people ask, and how it ends. */
export function requestBands(): Band[] {
  return [
    { height: 4, panels: [people(), requestsNow(), failedNow(), callsFailedNow()] },
    { title: "Requests", height: 8, panels: [byRoute(), pages()] },
    { height: 8, panels: [failures()] },
  ];
}

const people = () =>
  stat({
    id: 1,
    title: "Active people",
    description:
      "People whose pages asked for something within the last three minutes, each counted once.\n\n**Good:** as usual for the hour. **Otherwise:** a fall in working hours: nobody can sign in, or nobody reaches it.",
    unit: "locale",
    graph: "sparkline",
    decimals: 0,
    min: 0,
    // Each process asks the one database.
    queries: [{ expr: `sum(max by (${BY}) (webui_users_active{${chosen}}))`, legend: "Active" }],
  });

const requestsNow = () =>
  stat({
    id: 2,
    title: "Requests",
    description:
      "Requests to the API per second that ended, without files of pages and probes.\n\n**Good:** as many as people make. **Otherwise:** none while people are active: OpenWebuiStalled.",
    unit: "reqps",
    graph: "sparkline",
    decimals: 1,
    queries: [{ expr: `sum(${requests()})`, legend: "Requests" }],
  });

const failedNow = () =>
  stat({
    id: 3,
    title: "Failed requests",
    description: `Share of the requests to the API that were answered with 5xx. A chat whose model fails is not among them: *Failed calls of models*.\n\n**Good:** none. **Otherwise:** above ${inWords(limits.failedShare)} OpenWebuiRequestsFailing fires.`,
    unit: "percentunit",
    graph: "sparkline",
    decimals: 1,
    min: 0,
    thresholds: highIsBad({ yellow: 0.01, red: limits.failedShare.value }),
    queries: [{ expr: `max(${failedShare}) or 0 * sum(${requests()})`, legend: "Failed" }],
  });

const callsFailedNow = () =>
  stat({
    id: 4,
    title: "Failed calls of models",
    description: `Share of the calls of a models' server that ended with 5xx or without an answer, of the server where it is largest.\n\n**Good:** none. **Otherwise:** above ${inWords(limits.calls)} OpenWebuiModelServerFailing fires; *Failed calls by server* says which.`,
    unit: "percentunit",
    graph: "sparkline",
    decimals: 1,
    min: 0,
    thresholds: highIsBad({ yellow: 0.05, red: limits.calls.value }),
    queries: [{ expr: `max(${failedCalls}) or 0 * sum(${requests()})`, legend: "Failed" }],
  });

const byRoute = () =>
  timeseries({
    id: 5,
    title: "Requests by route",
    description:
      "Requests to the API per second, of the ten routes that are asked most.\n\n**Good:** as people use it. **Otherwise:** one that grows alone: a page that asks again and again, or a program with somebody's key.",
    unit: "reqps",
    series: "lines",
    queries: [
      {
        expr: highest({ count: 10, by: OF_ROUTE, of: requests("", OF_ROUTE) }),
        legend: "{{http_route}}",
      },
    ],
  });

const failures = () =>
  timeseries({
    id: 6,
    title: "Failed requests by route",
    description:
      "Requests to the API per second that were answered with 5xx.\n\n**Good:** none. **Otherwise:** all routes: its database; one: what that route needs, a tool server or the store of files.",
    unit: "reqps",
    series: "lines",
    queries: [
      {
        expr: `${requests(FAILED, OF_ROUTE)} or 0 * ${requests("", OF_ROUTE)}`,
        legend: "{{http_route}}",
      },
    ],
  });

const seconds = (part: "sum" | "count") =>
  `sum by (${BY}) (rate(http_server_request_duration_seconds_${part}{${chosen}, ${API}, ${WAITS}}[5m]))`;

const pages = () =>
  timeseries({
    id: 7,
    title: "Time of a page",
    description: `How long requests take that wait for no model.\n\n**Good:** tens of milliseconds. **Otherwise:** above ${inWords(limits.pageTime)} for 95 of 100 OpenWebuiSlow fires: a slow database, or no processor to run on.`,
    unit: "s",
    series: "lines",
    thresholds: highIsBad({ yellow: 1, red: limits.pageTime.value }),
    queries: [
      { expr: `${seconds("sum")} / (${seconds("count")} > 0)`, legend: `${LEGEND} mean` },
      {
        expr: `histogram_quantile(0.95, sum by (${BY}, le) (rate(http_server_request_duration_seconds_bucket{${chosen}, ${API}, ${WAITS}}[5m])))`,
        legend: `${LEGEND} P95`,
      },
    ],
  });
