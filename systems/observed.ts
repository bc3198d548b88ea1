import type { ScrapedSystem } from "../components/metrics/scraped-system.ts";
import type { Settings } from "../config/settings.ts";
import type { System } from "./system.ts";

/** A system that a stack observes, and what it scrapes of it. */
export interface Observed extends System {
  readonly scraped: ScrapedSystem;
}

/** The systems that a stack with these settings observes. */
export function observedBy(systems: readonly System[], settings: Settings): readonly Observed[] {
  return systems.flatMap((system) => {
    const scraped = system.observe(settings);
    return scraped === undefined ? [] : [{ ...system, scraped }];
  });
}
