import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { type Document, LineCounter, type Node, parseDocument, visit } from "yaml";
import { fileProblem } from "../problems/file-problem.ts";
import { clause, quote } from "../problems/legible.ts";
import { errorAt, type FilePlace, type Problem } from "../problems/problem.ts";
import { ProblemsError } from "../problems/problems-error.ts";
import { nearest } from "./nearest.ts";
import type { StackConfig } from "./other-config.ts";
import { didYouMean } from "./setting-problem.ts";

/** The keys of a stack file (https://www.pulumi.com/docs/reference/stack-configuration-file/, `ProjectStack` in Pulumi's SDK). */
const fileKeys = ["config", "environment", "secretsprovider", "encryptedkey", "encryptionsalt"];

const prefix = "aiobs:";

/**
 * Reads `Pulumi.<stack>.yaml` as the engine would, without the engine: encrypted values stay unread.
 *
 * @throws ProblemsError if there is no such file, it cannot be read or it is not YAML; errors in the settings are `parseSettings`' to find
 */
export function readStackFile(file: string): StackConfig {
  const where = basename(file);
  try {
    return parseStackFile(readFileSync(file, "utf8"), where);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      throw new ProblemsError(where, [missingFile(file)]);
    }
    const refused = fileProblem(error, file);
    throw refused === undefined ? error : new ProblemsError(where, [refused]);
  }
}

/**
 * Reads the text of a stack file.
 *
 * @throws ProblemsError with line and column if it is not YAML, or has a key twice
 */
export function parseStackFile(text: string, where: string): StackConfig {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true });
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ code, pos: [offset], message }) => {
      const twice = `${quote(/^[^\s#]+(?=:)/.exec(text.slice(offset))?.[0] ?? "a key")} is there twice; remove one`;
      const what = code === "DUPLICATE_KEY" ? twice : `not YAML: ${clause(message)}; correct it there`;
      return errorAt(placeIn(where, lines, offset), what);
    });
    throw new ProblemsError(where, problems);
  }
  const content = toValue(document, where, lines) ?? {};
  if (!isMap(content))
    throw new ProblemsError(where, [
      errorAt({ file: where, line: 1, column: 1 }, 'expected a map with the key "config"'),
    ]);
  const { config = {} } = content;
  return readConfig(isMap(config) ? config : {}, Object.keys(content).flatMap(checkFileKey));
}

/**
 * The document as a value.
 *
 * @throws ProblemsError for aliases (`*name`) that have no anchor (`&name`), stand for a part that they are in, or together
 *   stand for more than a stack file could hold
 */
function toValue(document: Document, where: string, lines: LineCounter): unknown {
  const problems: Problem[] = [];
  visit(document, {
    Alias(_, alias, path) {
      const at = placeIn(where, lines, alias.range?.[0] ?? 0);
      const anchor: Node | undefined = alias.resolve(document);
      if (anchor === undefined) {
        const message = `the alias ${quote(`*${alias.source}`)} has no anchor before it`;
        problems.push(errorAt(at, message, { hint: `write ${quote(`&${alias.source}`)} before what it stands for` }));
      } else if (path.includes(anchor)) {
        const message = `the alias ${quote(`*${alias.source}`)} stands for a part of the file that it is in itself`;
        problems.push(errorAt(at, message, { hint: "write out what is meant" }));
      }
    },
  });
  if (problems.length > 0) throw new ProblemsError(where, problems);
  try {
    return document.toJS();
  } catch (error) {
    // Its own limit of what aliases may stand for, and `<<` before what is not a map.
    const message = `not a stack file: ${error instanceof Error ? error.message : String(error)}`;
    throw new ProblemsError(where, [
      errorAt({ file: where }, message, { hint: "write out what the aliases stand for" }),
    ]);
  }
}

function placeIn(file: string, lines: LineCounter, offset: number): FilePlace {
  const { line, col } = lines.linePos(offset);
  return { file, line, column: col };
}

function readConfig(config: Record<string, unknown>, problems: readonly Problem[]): StackConfig {
  const foreign = Object.keys(config).filter((key) => !key.startsWith(prefix));
  const own = Object.entries(config)
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, value]) => [key.slice(prefix.length), value] as const);
  return {
    raw: Object.fromEntries(
      own.filter(([, value]) => !holdsSecret(value)).map(([key, value]) => [key, asEngine(value)]),
    ),
    other: {
      encrypted: own.filter(([, value]) => holdsSecret(value)).map(([key]) => key),
      unset: "allowed",
      foreign,
      problems,
    },
  };
}

/** Whether a value is encrypted or has an encrypted part: the engine then takes all of it for a secret. */
function holdsSecret(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const entries = Object.entries(value);
  if (entries.length === 1 && entries[0]?.[0] === "secure") return true;
  return entries.some(([, child]) => holdsSecret(child));
}

/** The engine keeps what is no list or map as text, and the rest as JSON with its keys sorted. */
function asEngine(value: unknown): unknown {
  return typeof value === "object" && value !== null ? withSortedKeys(value) : String(value ?? "");
}

function withSortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSortedKeys);
  if (!isMap(value)) return value;
  const sorted = Object.keys(value).sort();
  return Object.fromEntries(sorted.map((key) => [key, withSortedKeys(value[key])]));
}

function checkFileKey(key: string): readonly Problem[] {
  if (fileKeys.includes(key)) return [];
  const hint = didYouMean(nearest(key, fileKeys)) ?? `remove it, or use one of ${fileKeys.join(", ")}`;
  return [errorAt({ setting: [key] }, "unknown key of a stack file", { hint })];
}

function missingFile(file: string): Problem {
  const folder = dirname(file);
  if (!existsSync(folder)) return errorAt({ file }, "no such stack file: its folder is not there either");
  const others = readdirSync(folder).filter((name) => /^Pulumi\.[^.]+\.yaml$/.test(name));
  const hint = didYouMean(nearest(basename(file), others));
  const there = others.length === 0 ? "" : `; there are: ${others.sort().map(quote).join(", ")}`;
  return errorAt({ file }, `no such stack file${there}`, { hint });
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
