/** The offline preview of a stack: settings in, plan, files and verdict out. Writes nothing. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { stackCapacity } from "../components/compute/capacity.ts";
import { clusterSecrets } from "../config/secrets.ts";
import program from "../index.ts";
import { alertChanges } from "../systems/alert-changes.ts";
import { systems as all } from "../systems/all.ts";
import { broughtFiles } from "../systems/brought.ts";
import { estimateStack } from "../systems/estimate.ts";
import { knownData } from "../systems/known.ts";
import { partsElsewhere } from "../systems/parts-elsewhere.ts";
import { sentAlerts } from "../systems/sent-alerts.ts";
import { type System, sectionsOf } from "../systems/system.ts";
import { systemsIn } from "../systems/systems-in.ts";
import { checks } from "./checks/all.ts";
import type { Subject } from "./checks/check.ts";
import { fleetOf } from "./fleet.ts";
import { manifestsOf, type RenderedFiles } from "./manifests.ts";
import { callPicture } from "./picture.ts";
import { type Plan, planStack } from "./plan.ts";
import { renderPlan } from "./render-plan.ts";
import { reportMarkdown } from "./report.ts";
import { ROOT } from "./root.ts";
import { routingFile } from "./routing-file.ts";
import { seriesView } from "./series-view.ts";
import { servedFiles } from "./served-files.ts";
import { readStackConfig } from "./stack-config.ts";
import { type Summary, summarise } from "./summary.ts";
import { toldRows } from "./who-is-told.ts";

/** What a preview gives. */
export interface Preview {
  readonly plan: Plan;
  readonly summary: Summary;
  /** Everything that goes into the output folder, by relative path. */
  readonly files: RenderedFiles;
}

/** The Pulumi project's name, as in `Pulumi.yaml`. */
const PROJECT = "aiobs";

/**
 * Plans a stack and checks the plan.
 *
 * @param stack the stack's name.
 * @param file the file of its settings. Default: `Pulumi.<stack>.yaml` of this repository.
 * @param systems what the stack may observe. Default: all of this repository.
 * @throws what is wrong with the settings, the rules or the dashboards, all of it at once.
 */
export async function previewStack(
  stack: string,
  file = join(ROOT, `Pulumi.${stack}.yaml`),
  systems: readonly System[] = all,
): Promise<Preview> {
  const { settings, config, canaries } = readStackConfig(file, sectionsOf(systems));
  const plan = await planStack({ project: PROJECT, stack, config, program: async () => ({ ...program(systems) }) });
  const manifests = manifestsOf(plan);
  const served = servedFiles(plan, manifests);
  const { environment, standards } = settings;
  const here = systemsIn(systems, settings);
  const series = seriesView(settings, estimateStack(systems, settings));
  const fleet = fleetOf({ project: PROJECT, stack, file }, settings, sectionsOf(systems));
  const subject: Subject = {
    plan,
    environment,
    standards,
    manifests,
    served,
    canaries,
    secretsThere: new Set(clusterSecrets(settings)),
    runbooks: runbookPages(),
    known: knownData(here),
    brought: broughtFiles(here),
    series,
    seriesOf: (others) => estimateStack(systems, others).series,
    ...(fleet === undefined ? {} : { fleet }),
  };
  const made = checks.filter(({ applies }) => applies?.(subject) ?? true);
  const results = made.map(({ title, unit, run }) => ({ title, unit, ...run(subject) }));
  const told = toldRows(settings, sentAlerts(systems, settings));
  const { changed: changedAlerts } = alertChanges(systems, settings);
  const capacity = stackCapacity(settings.nodePools);
  const elsewhere = partsElsewhere(systems, settings);
  const summary = summarise(plan, results, { capacity, told, changedAlerts, partsElsewhere: elsewhere, series });
  const files = new Map([
    ["summary.md", reportMarkdown(summary, callPicture(manifests))],
    ["series.json", `${JSON.stringify(series, null, 2)}\n`],
    ...renderPlan(plan, manifests, served),
    ...routingFile(systems, settings),
  ]);
  return { plan, summary, files };
}

/** The pages in `runbooks/`, by the alert's name. */
function runbookPages(): ReadonlyMap<string, string> {
  const folder = join(ROOT, "runbooks");
  const pages = readdirSync(folder).filter((file) => file.endsWith(".md"));
  return new Map(pages.map((file) => [basename(file, ".md"), readFileSync(join(folder, file), "utf8")]));
}
