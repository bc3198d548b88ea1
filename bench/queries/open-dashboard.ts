/** Opens a dashboard as Grafana does: its variables, then what its panels and annotations ask, six requests at a time. */
import type { Dashboard } from "../../dashboards/dashboard.ts";
import { type DashboardQuery, queriesOf } from "../../dashboards/walk.ts";
import type { Time } from "../../pictures/ask/prometheus.ts";
import { chosenOf, fill } from "../../pictures/ask/variables.ts";
import { END, RANGE, STEP } from "../../pictures/data/moment.ts";
import { atOnce } from "./at-once.ts";
import { macrosOf, stepOf } from "./grafana-step.ts";
import { type Cost, cost, processorSeconds } from "./server.ts";

/** A browser has six connections to a server of HTTP/1.1. */
const CONNECTIONS = 6;

/** Columns of a page: an annotation is asked for over all of it. */
const PAGE_COLUMNS = 24;

/** What opening a dashboard took. */
export interface Opened {
  readonly uid: string;
  /** Queries of panels and annotations that Prometheus answers, as they were answered. */
  readonly queries: readonly Asked[];
  /** From the first request to the last answer. */
  readonly seconds: number;
  /** Of the server's processors, all together. */
  readonly processorSeconds: number;
}

/** One query of a panel or an annotation. */
export interface Asked extends Cost {
  /** What asked. */
  readonly part: string;
}

/** Opens a dashboard on its last hour. Panels that ask Loki or Tempo are left out. */
export async function openDashboard(dashboard: Dashboard, url: string): Promise<Opened> {
  const model = dashboard.build();
  const asked = queriesOf(model).filter(({ language, use }) => language === "PromQL" && use !== "variable");
  const answered: Asked[] = [];
  const before = await processorSeconds(url);
  const start = performance.now();
  const chosen = await chosenOf(model, url);
  // The queries of a panel are one request, answered one after another.
  const requests = [...Map.groupBy(asked, ({ panel, part }) => panel ?? part).values()];
  await atOnce(requests, CONNECTIONS, async (queries) => {
    for (const query of queries) {
      const { part, text } = query;
      const shown = { range: RANGE, columns: columnsOf(query), scrapeInterval: STEP };
      const own = await cost(url, fill(text, chosen, macrosOf(shown)), timeOf(query, stepOf(shown)));
      answered.push({ part, ...own });
    }
  });
  const seconds = (performance.now() - start) / 1000;
  const processor = (await processorSeconds(url)) - before;
  return { uid: dashboard.uid, queries: answered, seconds, processorSeconds: processor };
}

function columnsOf({ panel }: DashboardQuery): number {
  return panel?.gridPos?.w ?? PAGE_COLUMNS;
}

function timeOf({ panel, refId }: DashboardQuery, step: number): Time {
  const target = panel?.targets?.find((each) => each.refId === refId);
  if (target?.instant === true) return { kind: "at", at: END };
  return { kind: "range", start: END - RANGE, end: END, step };
}
