import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readCustomDashboards } from "../dashboards/custom.ts";
import { readCustomCatalogues } from "./custom/catalogues.ts";
import { readFolder } from "./custom/folder.ts";
import { readCustomRules } from "./custom/rules.ts";
import { type System, scrapedAlready } from "./system.ts";

/**
 * What people brought along in files: catalogues, rules and dashboards of whatever they run. It is part of every stack.
 *
 * @param folder where the files are. Default: `custom/` of this repository.
 */
export function customSystem(folder: string = fileURLToPath(new URL("../custom", import.meta.url))): System {
  const runbooks = readFolder(join(folder, "runbooks"), { shown: "custom/runbooks", endings: [".md"] });
  const pages = new Set(runbooks.files.map(({ name }) => name));
  const rules = readCustomRules(join(folder, "rules"), pages);
  const { catalogues, problems } = readCustomCatalogues(join(folder, "catalogues"));
  const { dashboards, problems: unread } = readCustomDashboards(join(folder, "dashboards"));
  return {
    mixin: {
      system: "custom",
      // The catalogues beside it have their own names.
      catalogue: { system: "custom", targetLabels: "any target", metrics: [] },
      recordings: [],
      alerts: [],
      inhibitions: [],
      brought: rules.files,
    },
    catalogues,
    dashboards,
    observe: () => scrapedAlready,
    problems: [...runbooks.problems, ...rules.problems, ...problems, ...unread],
  };
}

/** What is in `custom/`. */
export const custom = customSystem();
