/** A dashboard with what its queries give: all that the page needs. */
import type { DashboardModel, PanelModel } from "../../dashboards/model.ts";
import { type DashboardQuery, panelsOf, queriesOf } from "../../dashboards/walk.ts";
import { END, RANGE, STEP } from "../data/moment.ts";
import type { AnswerFrame, Drawing, DrawnPanel } from "../drawing.ts";
import { framesOf } from "./frames.ts";
import { madeUpFrames } from "./made-up.ts";
import { ask } from "./prometheus.ts";
import { type Chosen, chosenOf, fill } from "./variables.ts";

/** Asks all queries of a dashboard. A query that the server refuses is its panel's error. */
export async function drawingOf(model: DashboardModel, url: string): Promise<Drawing> {
  const chosen = await chosenOf(model, url);
  const queries = queriesOf(model);
  const panels: DrawnPanel[] = [];
  for (const panel of panelsOf(model)) {
    const own = queries.filter((query) => query.panel === panel);
    panels.push({ panel: titled(panel, chosen), ...(await answersOf(panel, own, chosen, url)) });
  }
  return {
    title: model.title,
    links: model.links,
    variables: chosen.map(({ label, text }) => ({ label, text })),
    panels,
    from: (END - RANGE) * 1000,
    to: END * 1000,
    step: STEP,
  };
}

async function answersOf(
  panel: PanelModel,
  queries: readonly DashboardQuery[],
  chosen: readonly Chosen[],
  url: string,
): Promise<Omit<DrawnPanel, "panel">> {
  if (panel.type === "row") return { frames: [] };
  const other = queries.find(({ language }) => language !== "PromQL");
  if (other !== undefined) {
    return { frames: madeUpFrames(panel), madeUp: `Made up: ${other.source.plugin} is not here to answer` };
  }
  try {
    const frames: AnswerFrame[] = [];
    for (const [index, { text, refId = "A", legend }] of queries.entries()) {
      const target = panel.targets?.[index];
      const time =
        target?.instant === true
          ? ({ kind: "at", at: END } as const)
          : ({ kind: "range", start: END - RANGE, end: END, step: STEP } as const);
      const series = await ask(url, fill(text, chosen), time);
      const format = typeof target?.format === "string" ? target.format : "time_series";
      frames.push(...framesOf(series, { refId, format, legend: fill(legend, chosen), queries: queries.length }));
    }
    return { frames };
  } catch (error) {
    return { frames: [], error: error instanceof Error ? error.message : String(error) };
  }
}

function titled(panel: PanelModel, chosen: readonly Chosen[]): PanelModel {
  return {
    ...panel,
    title: fill(
      panel.title ?? "",
      chosen.map((each) => ({ ...each, value: each.text })),
    ),
  };
}
