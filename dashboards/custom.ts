/**
 * Dashboards that were made in Grafana's UI and exported: `dashboards/custom/<Folder>/<name>.json`. They go the same way
 * as those written in code; `checkDashboards` checks both.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { errorAt, type Problem } from "../problems/problem.ts";
import type { Dashboard } from "./dashboard.ts";
import { classicDashboard } from "./export/classic-dashboard.ts";
import { withoutInputs } from "./export/inputs.ts";
import { findJsonFault } from "./export/json-fault.ts";

/** The dashboards that could be read, and what is wrong with the others. */
export interface CustomDashboards {
  readonly dashboards: readonly Dashboard[];
  readonly problems: readonly Problem[];
}

/** How messages name the directory. */
const root = "dashboards/custom";

/**
 * Reads the exported dashboards, in the order of their folders' and files' names.
 *
 * @param directory holds one directory for each Grafana folder. Default: `dashboards/custom` of this repository. Where
 *   there is none, there are no such dashboards.
 */
export function readCustomDashboards(
  directory: string = fileURLToPath(new URL("./custom", import.meta.url)),
): CustomDashboards {
  const dashboards: Dashboard[] = [];
  const problems: Problem[] = [];
  for (const entry of entriesOf(directory)) {
    if (!entry.isDirectory()) {
      if (entry.name.endsWith(".json")) problems.push(outsideFolder(entry.name));
      continue;
    }
    const folder = entry.name;
    for (const { name } of entriesOf(join(directory, folder)).filter(({ name }) => name.endsWith(".json"))) {
      const read = readOne(join(directory, folder, name), folder, `${root}/${folder}/${name}`);
      if ("dashboard" in read) dashboards.push(read.dashboard);
      else problems.push(...read.problems);
    }
  }
  return { dashboards, problems };
}

/** What is in a directory, ordered by name and not by the file system; nothing where there is no directory. */
function entriesOf(directory: string) {
  try {
    return readdirSync(directory, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

function outsideFolder(name: string): Problem {
  return errorAt({ file: `${root}/${name}` }, "The dashboard lies in no folder.", {
    hint: `move it into a directory named as its folder in Grafana, e.g. ${root}/Butterfly/${name}`,
  });
}

function readOne(
  path: string,
  folder: string,
  source: string,
): { readonly dashboard: Dashboard } | { readonly problems: readonly Problem[] } {
  // Some editors begin a file with a byte order mark, which is no part of the JSON.
  const text = readFileSync(path, "utf8").replace(/^\uFEFF/, "");
  const fault = findJsonFault(text);
  if (fault !== undefined) {
    const found = fault.found === "" ? "the file ends" : `there is ${JSON.stringify(fault.found)}`;
    const message = `The file is not JSON: ${found} where ${fault.expected} should be.`;
    const hint = /^\s*</.test(text)
      ? "it looks like a web page, perhaps of the log-in: export the dashboard again, see dashboards/custom/README.md"
      : "correct it there, or export the dashboard again, see dashboards/custom/README.md";
    return { problems: [errorAt({ file: source, line: fault.line, column: fault.column }, message, { hint })] };
  }
  const read = classicDashboard(JSON.parse(text), source);
  if ("problems" in read) return read;
  const model = withoutInputs(read.model);
  return {
    dashboard: {
      system: folder.toLowerCase(),
      folder,
      uid: model.uid,
      title: model.title,
      source,
      build: () => model,
    },
  };
}
