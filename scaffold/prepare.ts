/** Makes a recipe of what was asked for, and refuses what cannot be. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type ExporterRecord, readRecord } from "../mixins/exporter-record.ts";
import { errorAt, type Problem } from "../problems/problem.ts";
import type { NewRequest } from "./command-line.ts";
import { insertInto } from "./edit-source.ts";
import { type Inventory, isThere } from "./inventory.ts";
import type { Edit, Recipe, Wanted } from "./recipe.ts";

/** What is to be written: nothing of it is there, and each change is an insertion. */
export interface Prepared {
  /** New files, by path from the root. */
  readonly created: ReadonlyMap<string, string>;
  /** Files that are there, with what is added to them. */
  readonly changed: ReadonlyMap<string, string>;
  readonly next: Recipe["next"];
  /** Why it cannot be. */
  readonly problems: readonly Problem[];
}

/** Prepares what is to be written to a clone of the repository. Reads, and writes nothing. */
export function prepare(root: string, request: NewRequest, inventory: Inventory): Prepared {
  const nothing = (problems: readonly Problem[]) => ({ created: new Map(), changed: new Map(), next: [], problems });
  const { kind, name, pillar } = request;
  const at = { resource: `${kind.kind} ${name}` };
  const system = inventory.systems.find((each) => each.name === request.system);
  if (kind.partOf === "system" && system === undefined) {
    const hint = `there are: ${inventory.systems.map((each) => each.name).join(", ")}; a new one: npm run new -- system NAME`;
    return nothing([errorAt(at, `there is no system "${request.system}"`, { hint })]);
  }
  if (kind.partOf === "pillar" && !inventory.pillars.has(pillar ?? "")) {
    const hint = `there are: ${[...inventory.pillars.keys()].sort().join(", ")}`;
    return nothing([errorAt(at, `there is no pillar "${pillar}"`, { hint })]);
  }
  const record = request.record === undefined ? undefined : recordAt(request.record);
  if (record instanceof Error) {
    const hint = "npm run record -- NAME-VERSION.json URL writes one; npm run record -- --help has the rest";
    return nothing([errorAt({ file: request.record ?? "" }, record.message, { hint })]);
  }
  const wanted: Wanted = { name, system, pillar, record, inventory };
  if (kind.taken(wanted).has(name))
    return nothing([errorAt(at, "there is one already", { hint: "choose another name" })]);
  const { files, edits, next } = kind.recipe(wanted);
  const taken = Object.keys(files)
    .filter((file) => isThere(root, file))
    .map((file) => errorAt({ file }, "is there already", { hint: "choose another name, or move the file away" }));
  const { changed, problems } = applied(root, edits);
  return { created: new Map(Object.entries(files)), changed, next, problems: [...taken, ...problems] };
}

/** A record, or why there is none. */
function recordAt(file: string): ExporterRecord | Error {
  try {
    return readRecord(pathToFileURL(resolve(file)));
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function applied(root: string, edits: readonly Edit[]): Pick<Prepared, "changed" | "problems"> {
  const changed = new Map<string, string>();
  const problems: Problem[] = [];
  for (const edit of edits) {
    const { file } = edit;
    const text = changed.get(file) ?? (isThere(root, file) ? readFileSync(join(root, file), "utf8") : undefined);
    const after = text === undefined ? undefined : edited(text, edit);
    if (after !== undefined) changed.set(file, after);
    else problems.push(errorAt({ file }, ...noPlace(edit)));
  }
  return { changed, problems };
}

function edited(text: string, edit: Edit): string | undefined {
  return edit.kind === "addition" ? `${text.replace(/\n?$/, "\n")}${edit.text}` : insertInto(text, edit);
}

function noPlace(edit: Edit): [message: string, details: { readonly hint: string }] {
  if (edit.kind === "addition") return ["is not there", { hint: `make it, and add to it: ${edit.text.trim()}` }];
  const hint = edit.file.endsWith("/metrics.ts")
    ? "the metrics of exporters that can be run are recorded, not written: mixins/recorded.md"
    : `add to it by hand: ${edit.element}`;
  return [`has no list ${edit.into.join(".")} to add to`, { hint }];
}
