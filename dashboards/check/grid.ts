import type { Problem } from "../../problems/problem.ts";
import { gridColumns } from "../kit/layout.ts";
import type { PanelModel } from "../model.ts";
import { nameOf, panelsOf } from "../walk.ts";
import { doubtAt, type Subject } from "./subject.ts";

/** Panels that have no place, lie on one another or stand out of the grid, and numbers that two panels share. */
export function gridProblems(subject: Subject): Problem[] {
  const { panels, rows } = subject.model;
  // Panels of a collapsed row have places of their own that count once it is open: they are compared with each other.
  const groups = [panels ?? [], ...(panels ?? []).map((panel) => panel.panels ?? [])];
  // In the rows of before Grafana 5 panels have a width and no place or number: Grafana gives them both.
  const numbered = (rows ?? []).length > 0 ? [] : panelsOf(subject.model);
  return [...idProblems(subject, numbered), ...groups.flatMap((group) => placeProblems(subject, group))];
}

function idProblems(subject: Subject, panels: readonly PanelModel[]): Problem[] {
  const owners = new Map<number, string>();
  return panels.flatMap((panel) => {
    const where = { file: subject.file, part: nameOf(panel) };
    if (typeof panel.id !== "number") {
      const hint = "give it a number that no other panel has: links and alerts point at it";
      return [doubtAt(subject)(where, "The panel has no id.", { hint })];
    }
    const owner = owners.get(panel.id);
    if (owner === undefined) owners.set(panel.id, where.part);
    const message = `The id ${panel.id} is also that of "${owner}".`;
    return owner === undefined
      ? []
      : [doubtAt(subject)(where, message, { hint: "give it one of its own: links lead to it" })];
  });
}

/** Where a panel stands, in units of the grid. */
interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

function placeProblems(subject: Subject, panels: readonly PanelModel[]): Problem[] {
  const placed: { readonly name: string; readonly place: Rectangle }[] = [];
  return panels.flatMap((panel) => {
    const name = nameOf(panel);
    const report = (message: string, hint?: string) =>
      doubtAt(subject)({ file: subject.file, part: name }, message, { hint });
    const place = rectangle(panel);
    if (place === undefined) return [report("The panel has no place (gridPos).")];
    const { x, y, w, h } = place;
    const inside = x >= 0 && y >= 0 && w >= 1 && h >= 1 && x + w <= gridColumns;
    const under = placed.find(({ place: other }) => overlap(place, other));
    placed.push({ name, place });
    return [
      ...(inside
        ? []
        : [
            report(
              `The panel stands at column ${x}, row ${y}, ${w} wide and ${h} high: out of the grid.`,
              `a page has ${gridColumns} columns, from 0 on`,
            ),
          ]),
      ...(under === undefined ? [] : [report(`The panel lies on "${under.name}".`, "move one of them")]),
    ];
  });
}

function rectangle({ gridPos }: PanelModel): Rectangle | undefined {
  const [x, y, w, h] = [gridPos?.x, gridPos?.y, gridPos?.w, gridPos?.h].map((value) => value ?? Number.NaN);
  if (x === undefined || y === undefined || w === undefined || h === undefined) return undefined;
  return Number.isNaN(x + y + w + h) ? undefined : { x, y, w, h };
}

function overlap(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}
