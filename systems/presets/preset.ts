import type { Settings } from "../../config/settings.ts";
import type { Dashboard } from "../../dashboards/dashboard.ts";
import type { Mixin, PresetApplication } from "../../mixins/mixin.ts";

/** What is known of a server that many platforms run: an application that names it in its settings gets all of this. */
export interface Preset {
  /** Its catalogue and alerts. The system's name is what `preset` of an application says. */
  readonly mixin: Mixin;
  readonly dashboards: readonly Dashboard[];
  /** Which metrics are kept of what it sends by OTLP, where the application does not say, as it names them. Absent: it sends none. */
  readonly sent?: { readonly keep: readonly string[] };
  /** How it is scraped where the application does not say. Absent: it serves no metrics. */
  readonly scrape?: {
    readonly port: number;
    readonly path: string;
    /** Metrics that nobody asks for, by expressions for the names of their series. */
    readonly drop: readonly string[];
    /** Expressions for the names of the series that are kept, where the application names none. Default: all. */
    readonly keep?: readonly string[];
    /** Buckets that nobody asks for, by expressions for `<name>_bucket;<bound>`. Default: none. */
    readonly dropBuckets?: readonly string[];
    /** Labels that tell of a person: a number stands in their place, whoever is asked for. Default: none. */
    readonly personal?: readonly string[];
    /** What becomes of a label `application` of its own, where it has one: its rules tell applications apart by the target's. */
    readonly ownApplication?: string;
  };
  /** Series of one target at most, where the application does not say. */
  readonly seriesPerTarget: number;
  /** What other settings scrape of it, by the label `application`. Default: nothing. */
  readonly elsewhere?: (settings: Settings) => readonly PresetApplication[];
}
