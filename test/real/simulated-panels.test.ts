/** On an ordinary day every panel of every dashboard shows something: what is simulated, made up, and what the rules make of it. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PanelModel } from "../../dashboards/model.ts";
import { drawingOf } from "../../pictures/ask/drawing.ts";
import { filledStorage } from "../../pictures/data/filled-storage.ts";
import { healthyCourse } from "../../pictures/data/occasions.ts";
import { dashboards } from "../observed.ts";
import { describeWithTools } from "./with-tools.ts";

/** Dashboards of what is neither simulated nor made up, and why. */
const notShown: Readonly<Record<string, string>> = {
  applications: "its jobs are those that a stack's settings name",
};

describeWithTools(["prometheus", "promtool"], "on an ordinary day", ({ prometheus, promtool }) => {
  const bed = new AsyncDisposableStack();
  let url = "";
  afterAll(() => bed.disposeAsync());

  beforeAll(async () => {
    url = await (await filledStorage(healthyCourse, { prometheus, promtool }, bed)).url();
    // Two minutes of work: a machine that does ten other things takes longer.
  }, 1_200_000);

  describe.each(dashboards.filter(({ uid }) => !(uid in notShown)))("$uid", ({ build }) => {
    test("has something on every panel", async () => {
      const { panels } = await drawingOf(build(), url);
      const silent = panels.filter(
        ({ panel, frames, error }) =>
          error !== undefined || (panel.type !== "row" && frames.length === 0 && !saysNone(panel)),
      );
      expect(silent.map(({ panel, error }) => error ?? panel.title)).toEqual([]);
    });
  });
});

/** Whether nothing is what a panel shows in health. */
function saysNone({ fieldConfig }: PanelModel): boolean {
  return fieldConfig?.defaults?.noValue === "None";
}
