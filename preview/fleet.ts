/** The stacks of a fleet, a central one and its edges, as far as their settings lie beside each other. */
import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { readStackFile } from "../config/read-stack-file.ts";
import type { Section } from "../config/section.ts";
import { parseSettings, type Settings } from "../config/settings.ts";
import { ProblemsError } from "../problems/problems-error.ts";

/** Another stack of the fleet. */
export interface FleetMember {
  /** The name of the file of its settings. */
  readonly file: string;
  readonly settings: Settings;
}

/** A stack and those that it sends to, or that send to it. */
export interface Fleet {
  readonly settings: Settings;
  /** The central stack of an edge, or the edges of a central stack: those that there are settings of here. */
  readonly others: readonly FleetMember[];
}

/**
 * The fleet that a stack belongs to; undefined: to none.
 *
 * @param stack the stack's name.
 * @param file the file of its settings. Those of the others have the same name, with theirs in the place of this one's.
 * @param sections the sections that observed systems bring along.
 * @throws {ProblemsError} where the settings of another stack are wrong.
 */
export function fleetOf(
  { project, stack, file }: { readonly project: string; readonly stack: string; readonly file: string },
  settings: Settings,
  sections: readonly Section[],
): Fleet | undefined {
  const { centre, edges } = settings;
  const [before = "", ...after] = basename(file).split(stack);
  const nameOf = (other: string) => `${before}${other}${after.join(stack)}`;
  const member = (other: string): FleetMember => {
    const there = join(dirname(file), nameOf(other));
    const { raw, other: config } = readStackFile(there);
    return { file: basename(there), settings: parseSettings(raw, basename(there), sections, config) };
  };
  if (centre !== undefined) {
    const [, ofProject, name = ""] = centre.stack.split("/");
    const isHere = ofProject === project && existsSync(join(dirname(file), nameOf(name)));
    return { settings, others: isHere ? [member(name)] : [] };
  }
  if (edges === undefined) return undefined;
  const stacks = readdirSync(dirname(file)).flatMap((one) => {
    const suffix = after.join(stack);
    const isSettings = one.startsWith(before) && one.endsWith(suffix) && one.length > before.length + suffix.length;
    return isSettings ? [one.slice(before.length, one.length - suffix.length)] : [];
  });
  const sendHere = stacks.filter((other) => centreOf(join(dirname(file), nameOf(other))) === `${project}/${stack}`);
  return { settings, others: sendHere.map(member) };
}

/** `project/stack` that the settings in a file send to. What is wrong with the file of a stack that does not is its own affair. */
function centreOf(file: string): string | undefined {
  const { centre } = rawOf(file);
  const named = typeof centre === "object" && centre !== null ? Reflect.get(centre, "stack") : undefined;
  return typeof named === "string" ? named.split("/").slice(1).join("/") : undefined;
}

function rawOf(file: string): Readonly<Record<string, unknown>> {
  try {
    return readStackFile(file).raw;
  } catch (error) {
    if (error instanceof ProblemsError) return {};
    throw error;
  }
}
