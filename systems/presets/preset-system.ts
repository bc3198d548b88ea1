import type { Settings } from "../../config/settings.ts";
import type { PresetApplication } from "../../mixins/mixin.ts";
import { oneOf } from "../../mixins/one-of.ts";
import type { Catalogue } from "../../queries/catalogue.ts";
import { applicationsSettings } from "../applications/settings.ts";
import { type System, scrapedAlready } from "../system.ts";
import type { Preset } from "./preset.ts";

/** A preset as a system: a stack observes it where an application has it. What is scraped of it, its applications say. */
export function presetSystem({ mixin, dashboards, elsewhere = () => [] }: Preset): System {
  const applicationsIn = (settings: Settings) => [...applicationsWith(mixin.system, settings), ...elsewhere(settings)];
  return {
    mixin,
    // Its dashboards and alerts ask for no job; those that people bring along may ask for their own.
    catalogueIn: (settings) => withJobs(mixin.catalogue, applicationsIn(settings)),
    dashboards,
    observe: (settings) => {
      const applications = applicationsIn(settings);
      return applications.length === 0 ? undefined : { ...scrapedAlready, presets: { [mixin.system]: applications } };
    },
  };
}

function withJobs(catalogue: Catalogue, applications: readonly PresetApplication[]): Catalogue {
  const { targetLabels } = catalogue;
  if (targetLabels === "any target" || applications.length === 0) return catalogue;
  return { ...catalogue, targetLabels: { ...targetLabels, job: oneOf(...applications.map(({ name }) => name)) } };
}

function applicationsWith(name: string, settings: Settings): readonly PresetApplication[] {
  return Object.entries(applicationsSettings.of(settings) ?? {})
    .filter(([, { preset }]) => preset === name)
    .map(([application, { team }]) => ({ name: application, ...(team !== undefined && { team }) }));
}
