/** Problems of a stack's settings. */
import { formatPlace } from "../problems/format.ts";
import { quote } from "../problems/legible.ts";
import { errorAt, type Problem, type SettingPlace } from "../problems/problem.ts";

/** A place in the settings: keys and indexes from the top, without the project's `aiobs:`. */
export type SettingPath = readonly PropertyKey[];

/** An error at a setting. `found` and `hint` as of every problem. */
export function settingError(path: SettingPath, message: string, details?: Parameters<typeof errorAt>[2]): Problem {
  return errorAt(placeOf(path), message, details);
}

/** A setting's path as messages show it: `aiobs:alertmanager.route.routes[0].receiver`. */
export function formatPath(path: SettingPath): string {
  return formatPlace(placeOf(path));
}

function placeOf([key = "", ...rest]: SettingPath): SettingPlace {
  return { setting: [`aiobs:${String(key)}`, ...rest] };
}

/** The top-level key that a problem is at, without the project's `aiobs:`; nothing where it is at no setting of ours. */
export function topLevelKey({ where }: Problem): string | undefined {
  const [key] = "setting" in where ? where.setting : [];
  return typeof key === "string" && key.startsWith("aiobs:") ? key.slice("aiobs:".length) : undefined;
}

/** What was found, in a few words: scalars as they are, the rest by kind. Long texts are cut. */
export function describeFound(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (typeof value === "string") return quote(value.length > 60 ? `${value.slice(0, 59)}…` : value);
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  return typeof value === "object" ? "a map" : String(value);
}

/** The hint that names the nearest right spelling, where there is one. */
export function didYouMean(nearest: string | undefined): string | undefined {
  return nearest === undefined ? undefined : `did you mean ${quote(nearest)}?`;
}
