import type { ScrapedSystem } from "../components/metrics/scraped-system.ts";
import type { Settings } from "../config/settings.ts";
import type { System } from "./system.ts";

/** A system that a stack observes, and what it scrapes of it. */
export interface Observed extends System {
  readonly scraped: ScrapedSystem;
}

/** The systems that a stack with these settings shows: what it observes, and what its edges do. */
export function shownBy(systems: readonly System[], settings: Settings): readonly System[] {
  const { systems: ofEdges = [] } = settings.edges ?? {};
  return systems.filter(({ observe, mixin }) => observe(settings) !== undefined || ofEdges.includes(mixin.system));
}

/** The systems that a stack with these settings observes. */
export function observedBy(systems: readonly System[], settings: Settings): readonly Observed[] {
  return systems.flatMap((system) => {
    const scraped = system.observe(settings);
    return scraped === undefined ? [] : [{ ...system, scraped }];
  });
}
