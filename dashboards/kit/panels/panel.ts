import type { FieldConfigSource, Panel as SdkPanel } from "@grafana/grafana-foundation-sdk/dashboard";
import type { Plain, Unit } from "../plain.ts";
import { type Query, type Target, type TargetKind, targets } from "../targets.ts";
import type { Thresholds } from "../thresholds.ts";
import { promDataSource } from "../variables.ts";

/** A panel as Grafana's JSON has it, before the layout gives it its place. */
export type Panel = Omit<Plain<SdkPanel>, "id" | "title" | "description" | "targets" | "gridPos"> & {
  readonly id: number;
  readonly title: string;
  readonly description: string;
  readonly targets: Target[];
};

/** How the values of a panel are shown: Grafana's field configuration. */
export type FieldConfig = Plain<FieldConfigSource>;

/** What every panel has. */
export interface PanelSpec {
  /**
   * The panel's number on its dashboard. Links and alerts point at it (`?viewPanel=3`), so it stays when panels move,
   * and is not used again when a panel goes.
   */
  readonly id: number;
  readonly title: string;
  /** What is shown, what good looks like, and what to do when it is not. Markdown; shown behind the panel's "i". */
  readonly description: string;
  readonly unit: Unit;
  readonly queries: readonly Query[];
  /** Where values turn yellow and red: the alerts' own numbers. Left out where no value is bad in itself. */
  readonly thresholds?: Thresholds;
  /** Digits after the point. Default: as many as Grafana finds useful. */
  readonly decimals?: number;
  /** The ends of the scale, in the panel's unit. Default: what the data needs. */
  readonly min?: number;
  readonly max?: number;
  /** Texts in place of values, such as "Quorum held". "No data" and "No traffic" come with every panel. */
  readonly mappings?: NonNullable<FieldConfig["defaults"]["mappings"]>;
  /** What is different for one series or column. */
  readonly overrides?: FieldConfig["overrides"];
}

/** What a kind of panel adds of its own. */
interface PanelKind {
  /** Grafana's plugin id, e.g. `timeseries`. */
  readonly type: string;
  readonly target: TargetKind;
  readonly options: object;
  readonly custom?: object;
  readonly color: NonNullable<FieldConfig["defaults"]["color"]>;
  readonly transformations?: Panel["transformations"];
}

/**
 * The smallest step between two points. It is the scrape interval: finer steps would show one sample several times.
 */
const scrapeInterval = "15s";

/**
 * A query that found no series has no value, a ratio or a quantile without requests is NaN. People should read neither
 * as zero.
 */
function emptyTexts(count: number): NonNullable<FieldConfig["defaults"]["mappings"]> {
  return [
    { type: "special", options: { match: "nan", result: { text: "No traffic", color: "text", index: count } } },
    { type: "special", options: { match: "null", result: { text: "No data", color: "text", index: count + 1 } } },
  ];
}

/** A panel of any kind, with what all of them share. */
export function panel(spec: PanelSpec, kind: PanelKind): Panel {
  const mappings = spec.mappings ?? [];
  return {
    id: spec.id,
    type: kind.type,
    title: spec.title,
    description: spec.description,
    datasource: promDataSource,
    interval: scrapeInterval,
    targets: targets(spec.queries, kind.target),
    ...(kind.transformations === undefined ? {} : { transformations: kind.transformations }),
    fieldConfig: {
      defaults: {
        unit: spec.unit,
        noValue: "No data",
        mappings: [...mappings, ...emptyTexts(mappings.length)],
        color: kind.color,
        ...(spec.thresholds === undefined ? {} : { thresholds: spec.thresholds }),
        ...(spec.decimals === undefined ? {} : { decimals: spec.decimals }),
        ...(spec.min === undefined ? {} : { min: spec.min }),
        ...(spec.max === undefined ? {} : { max: spec.max }),
        ...(kind.custom === undefined ? {} : { custom: kind.custom }),
      },
      overrides: spec.overrides ?? [],
    },
    options: kind.options,
  };
}
