/**
 * `node policy/reference.ts` writes `docs/policies.md`. With `--check` it writes nothing and fails when the page is not what
 * it would write.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { policiesPage } from "./reference-page.ts";

const FILE = "docs/policies.md";

/** Whether the page under `root` says what the policies are. */
export function isCurrent(root: string): boolean {
  try {
    return readFileSync(join(root, FILE), "utf8") === policiesPage();
  } catch {
    return false;
  }
}

if (import.meta.main) {
  const root = dirname(import.meta.dirname);
  if (!process.argv.includes("--check")) {
    writeFileSync(join(root, FILE), policiesPage());
  } else if (!isCurrent(root)) {
    process.exitCode = 1;
    console.error(`${FILE} is not what policy/ makes of it; run: node policy/reference.ts`);
  }
}
