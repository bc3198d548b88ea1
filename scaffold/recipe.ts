/** What it takes to add a thing: files that are new, and lines in files that are there. */
import type { ExporterRecord } from "../mixins/exporter-record.ts";
import type { Inventory, KnownSystem } from "./inventory.ts";

/**
 * A place in a TypeScript file: a constant, or what a function returns, by its name; then properties in it. A property of a list
 * is that of its last object.
 */
export type Place = readonly [declaration: string, ...properties: readonly string[]];

/** A line to add to a list, or a property to an object. */
export interface Insertion {
  readonly kind: "insertion";
  readonly file: string;
  /** The list or object that it goes into. */
  readonly into: Place;
  /** As TypeScript. */
  readonly element: string;
  /** What the file must import for it. */
  readonly imports?: string;
}

/** Lines to add at the end of a file. */
export interface Addition {
  readonly kind: "addition";
  readonly file: string;
  readonly text: string;
}

/** A change of a file that is there. */
export type Edit = Insertion | Addition;

/** Everything that one thing needs. */
export interface Recipe {
  /** Path from the repository's root → content. What is left to fill in stands behind `TODO:`. */
  readonly files: Readonly<Record<string, string>>;
  readonly edits: readonly Edit[];
  /** What to do when all is filled in, in order. */
  readonly next: readonly string[];
}

/** What a recipe is made for. */
export interface Wanted {
  readonly name: string;
  /** The system that it is added to, where the kind asks for one. */
  readonly system: KnownSystem | undefined;
  /** The pillar that it is added to, where the kind asks for one. */
  readonly pillar: string | undefined;
  /** What it exposes, where the kind takes a record and one was given. */
  readonly record: ExporterRecord | undefined;
  readonly inventory: Inventory;
}

/** A kind of thing that can be added. */
export interface Kind {
  readonly kind: string;
  /** What it writes, for `--help`. */
  readonly writes: string;
  /** What its name must look like. */
  readonly pattern: RegExp;
  /** The same in words: `must be …`. */
  readonly spelling: string;
  /** The option that says what it is added to. */
  readonly partOf?: "system" | "pillar";
  /** The file that it may be made from. */
  readonly takes?: "record";
  /** The names that are taken. */
  readonly taken: (wanted: Wanted) => ReadonlySet<string>;
  readonly recipe: (wanted: Wanted) => Recipe;
}
