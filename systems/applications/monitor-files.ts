/** Reads the manifests of ServiceMonitors and PodMonitors that a team has already. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Monitor } from "../../mixins/applications/monitor.ts";
import { fileProblem } from "../../problems/file-problem.ts";
import { errorAt, type Problem } from "../../problems/problem.ts";
import { yamlDocuments } from "../yaml-documents.ts";
import { manifestSchema, toMonitor } from "./monitor-schema.ts";

/** Files are named from the root of the repository. */
const ROOT = join(import.meta.dirname, "../..");

/** What a file of manifests holds. */
export interface ReadMonitors {
  readonly monitors: readonly Monitor[];
  readonly problems: readonly Problem[];
}

/** Reads a file; what is wrong with it is all told. */
export function readMonitors(file: string): ReadMonitors {
  try {
    return monitorsOf(file, readFileSync(join(ROOT, file), "utf8"));
  } catch (error) {
    const problem = fileProblem(error, file);
    if (problem === undefined) throw error;
    // People know it by the name that they wrote.
    return { monitors: [], problems: [{ ...problem, where: { file } }] };
  }
}

/** The monitors in a text of one or several manifests. */
function monitorsOf(file: string, text: string): ReadMonitors {
  const { values, problems } = yamlDocuments(file, text);
  if (problems.length > 0) return { monitors: [], problems };
  const found = values.flatMap(manifestsIn).map((value, index) => readManifest(file, value, index));
  if (found.length === 0) {
    return { monitors: [], problems: [errorAt({ file }, "holds no manifest", { hint: "remove it from monitors" })] };
  }
  return {
    monitors: found.flatMap(({ monitors }) => monitors),
    problems: found.flatMap(({ problems }) => problems),
  };
}

/** `kubectl get servicemonitors -o yaml` writes all into one list. */
function manifestsIn(value: unknown): readonly unknown[] {
  if (typeof value !== "object" || value === null || !("items" in value)) return [value];
  return Array.isArray(value.items) ? value.items : [value];
}

const HINT =
  "remove it, or write this one as an application (pods, service), whose settings say what the manifest does";

function readManifest(file: string, value: unknown, index: number): ReadMonitors {
  const result = manifestSchema.safeParse(value);
  if (result.success) return { monitors: [toMonitor(result.data)], problems: [] };
  const problems = result.error.issues.flatMap((issue) => {
    const at = (path: readonly PropertyKey[]) => ({ file, part: `manifest ${index + 1}, ${path.join(".")}` });
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => errorAt(at([...issue.path, key]), "is not read", { hint: HINT }));
    }
    return [errorAt(at(issue.path), issue.message)];
  });
  return { monitors: [], problems };
}
