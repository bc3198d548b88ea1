/** Panels without a unit, units that Grafana does not know, and values that are shown in the unit of something else. */
import * as z from "zod";
import { grafanaUnits } from "../../facts/grafana-units.ts";
import type { FilePlace, Problem } from "../../problems/problem.ts";
import type { CheckedQuery } from "../../queries/check.ts";
import { describeMeasure, type Measure, measureNamed, sameBase } from "../../queries/promql/quantity/measure.ts";
import type { PanelModel } from "../model.ts";
import { type DashboardQuery, nameOf, panelsOf } from "../walk.ts";
import { doubtAt, type Subject } from "./subject.ts";

const known: ReadonlySet<string> = new Set(Object.values(grafanaUnits).flat());

/** Units that people make for the purpose: `si:tok/s`, `suffix: tok`, `currency:€`. */
const made = /^(?:si|prefix|suffix|time|count|currency|bool):/;

/** Panels whose values have no unit. */
const withoutUnit: ReadonlySet<string> = new Set([
  ...["row", "text", "logs", "traces", "nodeGraph", "dashlist", "alertlist", "annolist", "news", "state-timeline"],
]);

/** The units of a panel of before Grafana 7: of a graph's axes, a table's columns, a single number. */
const olderUnits = z.union([
  z.object({ yaxes: z.array(z.object({ format: z.string() })).transform((axes) => axes.map(({ format }) => format)) }),
  z.object({
    styles: z.array(z.object({ unit: z.string().optional() })).transform((all) => all.map(({ unit }) => unit)),
  }),
  z.object({ format: z.string().transform((format) => [format]) }),
]);

/** What values must be in for a unit of Grafana's. Where the query says otherwise, the panel is wrong by a factor or altogether. */
const expected: Readonly<Record<string, Measure | undefined>> = Object.fromEntries(
  Object.entries({
    ...{ s: "seconds", dtdurations: "seconds", dthms: "seconds", dtdhms: "seconds", clocks: "seconds" },
    ...{
      ms: "milliseconds",
      dtdurationms: "milliseconds",
      clockms: "milliseconds",
      µs: "microseconds",
      ns: "nanoseconds",
    },
    ...{
      bytes: "bytes",
      decbytes: "bytes",
      kbytes: "kibibytes",
      mbytes: "mebibytes",
      gbytes: "gibibytes",
      bits: "bits",
    },
    ...{ Bps: "bytes per second", binBps: "bytes per second", MBs: "megabytes per second", bps: "bits per second" },
    ...{ percentunit: "ratio", percent: "percent", celsius: "celsius", hertz: "hertz" },
    ...{ volt: "volts", watt: "watts", joule: "joules" },
  }).map(([unit, name]) => [unit, measureNamed(name)]),
);

/** Panels whose values have no unit, or one that Grafana does not know. */
export function panelUnitProblems(subject: Subject): Problem[] {
  return panelsOf(subject.model)
    .filter(({ type }) => !withoutUnit.has(type))
    .flatMap((panel) => {
      const doubt = (message: string, hint: string) =>
        doubtAt(subject)({ file: subject.file, part: nameOf(panel) }, message, { hint });
      const all = unitsOf(panel);
      if (all.length === 0) return [doubt("The panel has no unit.", 'set one, "short" for a plain number')];
      const unknown = [...new Set(all)].filter((unit) => !known.has(unit) && !made.test(unit));
      return [
        ...unknown.map((unit) =>
          doubt(
            `Grafana does not know the unit "${unit}" and writes it behind the number.`,
            `one of its own, or "suffix:${unit}"`,
          ),
        ),
        ...(roundsCounts(panel)
          ? [doubt('Without decimals "short" writes 2,340 as 2 K.', 'show whole numbers as "locale"')]
          : []),
      ];
    });
}

/** Whether a panel rounds counts to thousands. */
function roundsCounts({ fieldConfig }: PanelModel): boolean {
  const { defaults, overrides } = fieldConfig ?? {};
  const looks = [
    defaults,
    ...(overrides ?? []).map(({ properties }) =>
      Object.fromEntries((properties ?? []).map(({ id, value }) => [id, value])),
    ),
  ];
  return looks.some((look) => look?.unit === "short" && look.decimals === 0);
}

/** Every unit that a panel names, for all its values or for some. */
function unitsOf(panel: PanelModel): string[] {
  const { defaults, overrides } = panel.fieldConfig ?? {};
  const older = olderUnits.safeParse(panel).data;
  const all = [
    defaults?.unit,
    ...(overrides ?? []).flatMap(({ properties }) => (properties ?? []).map(unitIn)),
    ...Object.values(older ?? {}).flat(),
  ];
  return all.flatMap((unit) => unit || []);
}

function unitIn({ id, value }: { readonly id: string; readonly value?: unknown }): string | undefined {
  return id === "unit" && typeof value === "string" ? value : undefined;
}

/** A query whose values are in another unit than the panel says. */
export function unitProblems(
  subject: Subject,
  where: FilePlace,
  { panel, refId }: DashboardQuery,
  { quantity }: CheckedQuery,
): Problem[] {
  const shown = panel === undefined ? undefined : unitOfQuery(panel, refId ?? "");
  const wanted = shown === undefined ? undefined : expected[shown];
  const measure = quantity?.measure;
  if (shown === undefined || wanted === undefined || measure === undefined || measure === "number") return [];
  // A count may be of anything; so may what describes or dates something.
  if (measure.nature !== undefined && measure.nature !== "share") return [];
  const factor =
    measure.scale !== undefined && wanted.scale !== undefined && measure.scale.value !== wanted.scale.value;
  if (sameBase(measure, wanted) && !factor) return [];
  const hint = `values in ${describeMeasure(wanted)} are shown so; others have a unit of their own`;
  return [
    doubtAt(subject)(where, `The query gives ${describeMeasure(measure)}, and the panel shows them as "${shown}".`, {
      hint,
    }),
  ];
}

/** The one unit in which a query's values are shown; undefined where series of it differ. */
function unitOfQuery(panel: PanelModel, refId: string): string | undefined {
  const { defaults, overrides } = panel.fieldConfig ?? {};
  const special = (overrides ?? []).filter(({ properties }) => (properties ?? []).some((one) => unitIn(one)));
  if (special.length === 0) return defaults?.unit ?? undefined;
  const column = columnOf(panel, refId);
  const own = special.find(({ matcher }) => matcher?.id === "byName" && matcher.options === column);
  return (own?.properties ?? []).map(unitIn).find((unit) => unit !== undefined);
}

/** The head of the column that a table shows a query's values under. */
function columnOf(panel: PanelModel, refId: string): string | undefined {
  const organize = z
    .array(
      z.object({
        id: z.string(),
        options: z
          .object({ renameByName: z.record(z.string(), z.string()) })
          .optional()
          .catch(undefined),
      }),
    )
    .safeParse(panel.transformations).data;
  const names = organize?.find(({ id }) => id === "organize")?.options?.renameByName ?? {};
  return names[`Value #${refId}`] ?? (panel.targets?.length === 1 ? names.Value : undefined);
}
