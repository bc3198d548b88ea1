/** What eyes would find wrong on the page. */
import type { Finding } from "../drawing.ts";

/** Looks at every panel that is shown. */
export function look(): readonly Finding[] {
  return [...document.querySelectorAll<HTMLElement>("[data-panel]")].flatMap((panel) =>
    [...new Set(wrongWith(panel))].map((what) => ({ panel: panel.dataset.panel ?? "", what })),
  );
}

function wrongWith(panel: HTMLElement): string[] {
  return [
    ...(panel.dataset.error ? [`error: ${panel.dataset.error}`] : []),
    ...(/No data/.test(panel.textContent) ? ["says No data"] : []),
    ...cutOff(panel),
    ...offThePanel(panel),
    ...(panel.dataset.doubts ? panel.dataset.doubts.split("\n") : []),
  ];
}

/** Texts that do not fit: those that end in an ellipsis, and those of a table's cells. */
function cutOff(panel: HTMLElement): string[] {
  return (
    [...panel.querySelectorAll<HTMLElement>("*")]
      .filter(isCutOff)
      // The id of a trace or span is there to be followed, not read.
      .filter((element) => !element.dataset.note && !/^([0-9a-f]{16}){1,2}$/.test(element.textContent.trim()))
      .map(
        (element) =>
          `cut off: "${element.textContent.trim()}" (${element.clientWidth} of ${element.scrollWidth} pixels)`,
      )
  );
}

function isCutOff(element: HTMLElement): boolean {
  if (element.clientWidth === 0) return false;
  if (element.matches("[role=columnheader], [role=gridcell]")) return element.scrollWidth > element.clientWidth + 1;
  const style = getComputedStyle(element);
  if (style.textOverflow !== "ellipsis") return false;
  // In fractions of a pixel: a text that is over by a third of one ends in an ellipsis, too.
  const text = document.createRange();
  text.selectNodeContents(element);
  const edges = [style.paddingLeft, style.paddingRight, style.borderLeftWidth, style.borderRightWidth];
  const room = edges.reduce((left, edge) => left - Number.parseFloat(edge), element.getBoundingClientRect().width);
  return text.getBoundingClientRect().width > room + 0.1;
}

/** Tables that are wider than their panel: the last columns are out of sight. */
function offThePanel(panel: HTMLElement): string[] {
  return [...panel.querySelectorAll<HTMLElement>("[role=grid]")]
    .filter((grid) => grid.scrollWidth > grid.clientWidth + 1)
    .map((grid) => `${grid.scrollWidth - grid.clientWidth} pixels of the table are out of sight`);
}
