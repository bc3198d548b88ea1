/** `npm run new` as a command: prints, writes, gives the exit code. */
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { formatProblem, problemJson } from "../problems/format.ts";
import type { NewRequest } from "./command-line.ts";
import { takeInventory } from "./inventory.ts";
import { type Prepared, prepare } from "./prepare.ts";

/** Where a command prints. */
interface Output {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
}

/** Something left to fill in. */
interface ToDo {
  readonly file: string;
  readonly text: string;
}

/** Adds what was asked for to the repository at `root`. The result is the exit code. */
export function runNew(root: string, request: NewRequest, { stdout, stderr }: Output): number {
  const prepared = prepare(root, request, takeInventory(root));
  const { created, changed, next, problems } = prepared;
  const refused = problems.length > 0;
  if (!refused && request.mode === "write") write(root, prepared);
  const left = refused ? [] : toDosOf(created, changed);
  if (request.format === "json") {
    stdout(`${JSON.stringify(asJson(request, prepared, left), null, 2)}\n`);
  } else if (refused) {
    stderr(`${problems.map((problem) => `${formatProblem(problem)}\n`).join("")}Nothing was written.\n`);
  } else {
    stdout(text(request, prepared, left, next));
  }
  return refused ? 1 : 0;
}

function write(root: string, { created, changed }: Prepared): void {
  for (const [file, content] of created) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), content, { flag: "wx" });
  }
  for (const [file, content] of changed) writeFileSync(join(root, file), content);
  const sources = [...created.keys(), ...changed.keys()].filter((file) => file.endsWith(".ts"));
  if (sources.length === 0) return;
  // Layout and the order of imports are the formatter's.
  const biome = join(root, "node_modules/.bin/biome");
  execFileSync(biome, ["check", "--write", "--log-level=error", ...sources], { cwd: root, stdio: "pipe" });
}

/** What stands behind `TODO:` in what was written, in the order of the files. */
function toDosOf(created: Prepared["created"], changed: Prepared["changed"]): readonly ToDo[] {
  return [...created, ...changed].flatMap(([file, content]) =>
    [...content.matchAll(/TODO: ([^\n]*?)(?:"?,?| \*\/)?$/gm)].map(([, found = ""]) => ({ file, text: found })),
  );
}

function text(
  { kind, name, mode }: NewRequest,
  { created, changed }: Prepared,
  left: readonly ToDo[],
  next: readonly string[],
) {
  const [writes, adds] = mode === "write" ? ["wrote", "added to"] : ["would write", "would add to"];
  const lines = [
    ...[...created.keys()].map((file) => `${writes} ${file}`),
    ...[...changed.keys()].map((file) => `${adds} ${file}`),
    "",
    ...(left.length === 0 ? [] : ["Left to fill in:", ...left.map((each) => `  ${each.file}: ${each.text}`), ""]),
    `Then, for the ${kind.kind} ${name}:`,
    ...next.map((command) => `  ${command}`),
  ];
  return `${lines.join("\n")}\n`;
}

function asJson({ kind, name, mode }: NewRequest, prepared: Prepared, left: readonly ToDo[]) {
  const { created, changed, next, problems } = prepared;
  return {
    kind: kind.kind,
    name,
    mode,
    created: [...created.keys()],
    changed: [...changed.keys()],
    left,
    next,
    problems: problems.map(problemJson),
  };
}
