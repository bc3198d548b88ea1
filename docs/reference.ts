/**
 * `npm run docs` writes what is made from schemas, policies and dashboards: the references for people and the JSON Schema for editors.
 * With `--check` it writes nothing and fails when a file is not what it would write.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stackFileJsonSchema } from "../config/json-schema.ts";
import { settingsPage } from "../config/reference-page.ts";
import { policiesPage } from "../policy/reference-page.ts";
import { systems } from "../systems/all.ts";
import { sectionsOf } from "../systems/system.ts";
import { allowClosedPipes } from "../tools/closed-pipe.ts";
import { dashboardPages } from "./dashboard-pages.ts";

/** The made files, by path from the project's folder. */
export function referenceFiles(): ReadonlyMap<string, string> {
  const sections = sectionsOf(systems);
  return new Map([
    ["docs/settings.md", settingsPage(sections)],
    ["docs/policies.md", policiesPage()],
    ["config/stack.schema.json", `${JSON.stringify(stackFileJsonSchema(sections), null, 2)}\n`],
    ...dashboardPages(systems.flatMap(({ dashboards }) => dashboards)),
  ]);
}

/** The files under `root` that are not what would be written, or are missing. */
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
  allowClosedPipes();
  const root = dirname(import.meta.dirname);
  if (process.argv.includes("--check")) {
    for (const file of staleFiles(root)) {
      process.exitCode = 1;
      console.error(`${file} is not up to date; run: npm run docs`);
    }
  } else {
    writeFiles(root);
  }
}
