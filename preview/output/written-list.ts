/** The list of what previews wrote to a folder. It lies in the folder: what is not on it is somebody else's. */
import { createHash } from "node:crypto";
import { z } from "zod";

/** The list's file name. */
export const LIST_FILE = ".aiobs-preview.json";

const ABOUT = "Written by `npm run preview`, which replaces or removes the files of this list, and nothing else here.";

/** Path below the folder → SHA-256 of the content, in hexadecimal digits. */
export type Hashes = ReadonlyMap<string, string>;

/** What previews wrote to a folder. */
export interface WrittenList {
  /** What the last finished run left. */
  readonly files: Hashes;
  /** What a run that did not end was about to write: each is there, or what was there before is. */
  readonly writing: Hashes;
}

/** The list of a folder that no preview wrote to. */
export const NOTHING_WRITTEN: WrittenList = { files: new Map(), writing: new Map() };

const hashes = z
  .record(z.string().refine(isBelow), z.hash("sha256"))
  .transform((record) => new Map(Object.entries(record)));
const content = z.object({ about: z.string(), files: hashes, writing: hashes.optional() });

/** Reads a list; undefined when the text is not one. */
export function parseWrittenList(text: string): WrittenList | undefined {
  try {
    const { files, writing = new Map() } = content.parse(JSON.parse(text));
    return { files, writing };
  } catch {
    return undefined;
  }
}

/** The list as text: the same files give the same bytes. */
export function writtenListText({ files, writing }: WrittenList): string {
  const unfinished = writing.size === 0 ? {} : { writing: record(writing) };
  return `${JSON.stringify({ about: ABOUT, files: record(files), ...unfinished }, null, 2)}\n`;
}

/** Whether a path is on the list, and its content is as it was written. */
export function isWritten({ files, writing }: WrittenList, path: string, hash: string | undefined): boolean {
  return hash !== undefined && (files.get(path) === hash || writing.get(path) === hash);
}

/** Whether a path leads to something below the folder that it is relative to, in its only spelling. */
export function isBelow(path: string): boolean {
  return !path.includes("\0") && path.split("/").every((part) => part !== "" && part !== "." && part !== "..");
}

/** The hash of a file's content, as lists have it. */
export function contentHash(bytes: string | Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function record(of: Hashes): Readonly<Record<string, string>> {
  return Object.fromEntries([...of].sort(([a], [b]) => (a < b ? -1 : 1)));
}
