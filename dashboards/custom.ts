/**
 * Dashboards that were made in Grafana's UI and exported: `custom/dashboards/<Folder>/<name>.json`. They go the same way
 * as those written in code; `checkDashboards` checks both.
 */
import { type Dirent, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { errorAt, type Problem, warningAt } from "../problems/problem.ts";
import type { Dashboard } from "./dashboard.ts";
import { classicDashboard } from "./export/classic-dashboard.ts";
import { withoutInputs } from "./export/inputs.ts";
import { readJson } from "./export/read-json.ts";

/** The dashboards that could be read, and what is wrong with the others. */
export interface CustomDashboards {
  readonly dashboards: readonly Dashboard[];
  readonly problems: readonly Problem[];
}

/** How messages name the directory. */
const root = "custom/dashboards";

/**
 * Reads the exported dashboards, in the order of their folders' and files' names.
 *
 * @param directory holds one directory for each Grafana folder. Where there is none, there are no such dashboards.
 */
export function readCustomDashboards(directory: string): CustomDashboards {
  const dashboards: Dashboard[] = [];
  const problems: Problem[] = [];
  for (const entry of entriesOf(directory)) {
    if (!entry.isDirectory()) {
      const hint = `move it into a directory named as its folder in Grafana, e.g. ${root}/Butterfly/${entry.name}`;
      problems.push(errorAt({ file: `${root}/${entry.name}` }, "The file lies in no folder.", { hint }));
      continue;
    }
    const folder = entry.name;
    const files = entriesOf(join(directory, folder));
    if (files.length === 0) {
      const hint = "remove it, or put a dashboard into it";
      problems.push(warningAt({ file: `${root}/${folder}` }, "The folder is empty.", { hint }));
    }
    for (const file of files) {
      const read = readOne(join(directory, folder, file.name), folder, `${root}/${folder}/${file.name}`, file);
      if ("dashboard" in read) dashboards.push(read.dashboard);
      else problems.push(...read.problems);
    }
  }
  return { dashboards, problems };
}

/**
 * What is in a directory, ordered by name and not by the file system; nothing where there is no directory. Hidden files and
 * pages that explain are nobody's dashboards.
 */
function entriesOf(directory: string): readonly Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true })
      .filter(({ name }) => !name.startsWith(".") && !/\.md$/i.test(name))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

function readOne(
  path: string,
  folder: string,
  source: string,
  entry: Dirent,
): { readonly dashboard: Dashboard } | { readonly problems: readonly Problem[] } {
  if (entry.isDirectory() || !entry.name.endsWith(".json")) {
    const message = entry.isDirectory() ? "Folders have no folders in them." : "The file is not a dashboard.";
    const hint = `dashboards lie in ${root}/<Folder>/<name>.json: move it, or remove it`;
    return { problems: [errorAt({ file: source }, message, { hint })] };
  }
  // Some editors begin a file with a byte order mark, which is no part of the JSON.
  const text = readFileSync(path, "utf8").replace(/^\uFEFF/, "");
  const json = readJson(text);
  if ("fault" in json) {
    const { line, column, message } = json.fault;
    const hint = /^\s*</.test(text)
      ? "it looks like a web page, perhaps of the log-in: export the dashboard again, see custom/dashboards/README.md"
      : "correct it there, or export the dashboard again, see custom/dashboards/README.md";
    return { problems: [errorAt({ file: source, line, column }, `The file is not JSON: ${message}.`, { hint })] };
  }
  const read = classicDashboard(json.value, source);
  if ("problems" in read) return read;
  const model = withoutInputs(read.model);
  const { uid, title } = model;
  const system = folder.toLowerCase();
  return { dashboard: { system, folder, uid, title, source, origin: "export", build: () => model } };
}
