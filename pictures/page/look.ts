/** What eyes would find wrong on the page. */
import type { Finding } from "../drawing.ts";

/** Looks at every panel that is shown. */
export function look(): readonly Finding[] {
  return [...document.querySelectorAll<HTMLElement>("[data-panel]")].flatMap((panel) =>
    wrongWith(panel).map((what) => ({ panel: panel.dataset.panel ?? "", what })),
  );
}

function wrongWith(panel: HTMLElement): string[] {
  return [
    ...(panel.dataset.error ? [`error: ${panel.dataset.error}`] : []),
    ...(/No data/.test(panel.textContent) ? ["says No data"] : []),
    ...cutOff(panel),
  ];
}

/** Texts that do not fit. */
function cutOff(panel: HTMLElement): string[] {
  return [...panel.querySelectorAll<HTMLElement>("h2, [class*=legend] button, [role=columnheader], [role=gridcell]")]
    .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)
    .map((element) => `cut off: "${element.textContent.trim()}"`);
}
