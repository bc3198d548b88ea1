import type { GridPos, RowPanel } from "@grafana/grafana-foundation-sdk/dashboard";
import type { Panel } from "./panels/panel.ts";
import type { Plain } from "./plain.ts";

/** Grafana's grid is 24 columns wide on every screen. */
export const gridColumns = 24;

/** A row's title takes one unit of height. */
const titleHeight = 1;

/**
 * The numbers of the titles: after those of the panels, which start at 1. Nothing links to a title, so they may follow
 * its place.
 */
const firstTitleId = 1001;

/** Panels side by side, all of one height. */
export interface Band {
  /** A title across the page above the band, which folds it away. Left out: the band goes on under the title before. */
  readonly title?: string;
  /** In units of the grid: 4 for a number, 8 for a graph. */
  readonly height: number;
  /** From left to right. */
  readonly panels: readonly Panel[];
  /** The panels' widths in columns, which make 24 together. Default: all the same. */
  readonly widths?: readonly number[];
}

/** A panel that has its place. */
export type PlacedPanel = Panel & { readonly gridPos: Plain<GridPos> };

/** A row's title. Its panels follow it in the list. */
export type RowTitle = Plain<RowPanel>;

/**
 * Puts bands of panels one under another.
 *
 * Throws where a band does not fill the width, because a hole is always a slip of the pen.
 */
export function layout(bands: readonly Band[]): (PlacedPanel | RowTitle)[] {
  const placed: (PlacedPanel | RowTitle)[] = [];
  let y = 0;
  let titles = 0;
  for (const band of bands) {
    if (band.title !== undefined) {
      const gridPos = { x: 0, y, w: gridColumns, h: titleHeight };
      placed.push({ type: "row", id: firstTitleId + titles, title: band.title, collapsed: false, gridPos, panels: [] });
      titles += 1;
      y += titleHeight;
    }
    const widths = widthsOf(band);
    let x = 0;
    for (const [index, panel] of band.panels.entries()) {
      const w = widths[index] ?? 0;
      placed.push({ ...panel, gridPos: { x, y, w, h: band.height } });
      x += w;
    }
    y += band.height;
  }
  return placed;
}

function widthsOf({ panels, widths = panels.map(() => gridColumns / panels.length) }: Band): readonly number[] {
  const names = panels.map(({ title }) => `"${title}"`).join(", ");
  if (widths.length !== panels.length) {
    throw new Error(
      `The band of ${names} has ${panels.length} panels and ${widths.length} widths: give each panel one.`,
    );
  }
  const sum = widths.reduce((total, width) => total + width, 0);
  if (sum !== gridColumns || widths.some((width) => !Number.isInteger(width) || width < 1)) {
    throw new Error(
      `The widths of ${names} are ${widths.join(" + ")} = ${sum}: give whole columns that make ${gridColumns} together.`,
    );
  }
  return widths;
}
