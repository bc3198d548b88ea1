import { errorAt, type Problem } from "../../problems/problem.ts";
import { gridColumns } from "../kit/layout.ts";
import type { DashboardModel, GridPos, PanelModel } from "../model.ts";
import { nameOf, panelsOf } from "./walk.ts";

/** Panels that have no place, lie on one another or stand out of the grid, and numbers that two panels share. */
export function gridProblems(file: string, model: DashboardModel): Problem[] {
  // Panels of a collapsed row have places of their own that count once it is open: they are compared with each other.
  const collapsed = (model.panels ?? []).flatMap((panel) =>
    panel.panels !== undefined && panel.panels.length > 0 ? [panel.panels] : [],
  );
  return [
    ...idProblems(file, panelsOf(model)),
    ...[model.panels ?? [], ...collapsed].flatMap((panels) => placeProblems(file, panels)),
  ];
}

function idProblems(file: string, panels: readonly PanelModel[]): Problem[] {
  const problems: Problem[] = [];
  const owners = new Map<number, string>();
  for (const panel of panels) {
    const name = nameOf(panel);
    if (panel.id === undefined) {
      problems.push(
        errorAt({ file, part: name }, "The panel has no id.", {
          hint: "give it a number that no other panel has: links and alerts point at it",
        }),
      );
      continue;
    }
    const owner = owners.get(panel.id);
    if (owner === undefined) owners.set(panel.id, name);
    else problems.push(errorAt({ file, part: name }, `The id ${panel.id} is also that of "${owner}".`));
  }
  return problems;
}

function placeProblems(file: string, panels: readonly PanelModel[]): Problem[] {
  const problems: Problem[] = [];
  const placed: { readonly name: string; readonly place: GridPos }[] = [];
  for (const panel of panels) {
    const name = nameOf(panel);
    const place = panel.gridPos;
    if (place === undefined) {
      problems.push(errorAt({ file, part: name }, "The panel has no place (gridPos)."));
      continue;
    }
    const { x, y, w, h } = place;
    if (x < 0 || y < 0 || w < 1 || h < 1 || x + w > gridColumns) {
      const message = `The panel stands at column ${x}, row ${y}, ${w} wide and ${h} high: out of the grid.`;
      problems.push(errorAt({ file, part: name }, message, { hint: `a page has ${gridColumns} columns, from 0 on` }));
    }
    const under = placed.find(({ place: other }) => overlap(place, other));
    if (under !== undefined) {
      problems.push(errorAt({ file, part: name }, `The panel lies on "${under.name}".`, { hint: "move one of them" }));
    }
    placed.push({ name, place });
  }
  return problems;
}

function overlap(a: GridPos, b: GridPos): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}
