/**
 * `node config/reference.ts` writes what is made from the settings' schema: the reference for people and the JSON Schema
 * for editors. With `--check` it writes nothing and fails when a file is not what it would write.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stackFileJsonSchema } from "./json-schema.ts";
import { settingsPage } from "./reference-page.ts";

/** The files made from the schema, by path from the project's folder. */
export function referenceFiles(): ReadonlyMap<string, string> {
  return new Map([
    ["docs/settings.md", settingsPage()],
    ["config/stack.schema.json", `${JSON.stringify(stackFileJsonSchema(), null, 2)}\n`],
  ]);
}

/** The files under `root` that differ from what the schema makes of them, or are missing. */
export function staleFiles(root: string): readonly string[] {
  return [...referenceFiles()]
    .filter(([file, content]) => readIfThere(join(root, file)) !== content)
    .map(([file]) => file);
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function writeFiles(root: string): void {
  for (const [file, content] of referenceFiles()) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), content);
  }
}

if (import.meta.main) {
  const root = dirname(import.meta.dirname);
  if (process.argv.includes("--check")) {
    for (const file of staleFiles(root)) {
      process.exitCode = 1;
      console.error(`${file} is not what config/ makes of it; run: node config/reference.ts`);
    }
  } else {
    writeFiles(root);
  }
}
