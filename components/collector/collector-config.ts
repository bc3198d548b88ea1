/** The configuration file of an OpenTelemetry Collector, put together from pieces. */
import { isDeepStrictEqual } from "node:util";
import { stringify } from "yaml";

/** A component's own settings; `{}` takes its defaults. `${env:NAME}` in a text is expanded, any other `$` is meant as it stands. */
type ComponentSettings = Readonly<Record<string, unknown>>;

/** Ids of the components in one pipeline. */
export interface Pipeline {
  readonly receivers?: readonly string[];
  /** In the order in which they see the data. */
  readonly processors?: readonly string[];
  readonly exporters?: readonly string[];
}

const KINDS = ["extensions", "receivers", "processors", "exporters", "connectors"] as const;
type Kind = (typeof KINDS)[number];

/** Something that a collector does: components by id, and their place in pipelines. */
export interface CollectorPiece extends Readonly<Partial<Record<Kind, Readonly<Record<string, ComponentSettings>>>>> {
  /** What the piece adds to pipelines by id (`logs`, `traces/tail`): pieces add one after another. */
  readonly pipelines?: Readonly<Record<string, Pipeline>>;
}

/**
 * The file of a collector that does all that the pieces say, as YAML. What pieces add to one pipeline stands there in the
 * pieces' order.
 *
 * @param telemetry what the collector tells of itself: `service.telemetry`.
 * @throws {Error} when two pieces have different components of one id, or a pipeline names one that is not there; all at once.
 */
export function collectorConfig(pieces: readonly CollectorPiece[], telemetry: ComponentSettings = {}): string {
  const faults: string[] = [];
  const components = Object.fromEntries(KINDS.map((kind) => [kind, merged(kind, pieces, faults)]));
  const pipelines = joined(pieces);
  for (const [id, pipeline] of Object.entries(pipelines)) faults.push(...faultsOf(id, pipeline, components));
  if (faults.length > 0) throw new Error(`the collector's configuration:\n${faults.join("\n")}`);
  const { extensions = {}, ...others } = components;
  const used = Object.entries({ extensions, ...others }).filter(([, byId]) => Object.keys(byId).length > 0);
  const service = { extensions: Object.keys(extensions), pipelines, telemetry };
  return stringify(literal({ ...Object.fromEntries(used), service }), { lineWidth: 0, aliasDuplicateObjects: false });
}

type Components = Readonly<Record<string, Readonly<Record<string, ComponentSettings>>>>;

/** The components of one kind, of all pieces. */
function merged(kind: Kind, pieces: readonly CollectorPiece[], faults: string[]): Record<string, ComponentSettings> {
  const result: Record<string, ComponentSettings> = {};
  for (const [id, settings] of pieces.flatMap((piece) => Object.entries(piece[kind] ?? {}))) {
    const before = result[id];
    if (before !== undefined && !isDeepStrictEqual(before, settings)) faults.push(`${kind}: two differ named ${id}`);
    result[id] = settings;
  }
  return result;
}

/** The pipelines, each with what all pieces add to it; a component that several name stands where the first names it. */
function joined(pieces: readonly CollectorPiece[]): Record<string, Required<Pipeline>> {
  const result: Record<string, Required<Pipeline>> = {};
  for (const [id, added] of pieces.flatMap(({ pipelines = {} }) => Object.entries(pipelines))) {
    const before = result[id] ?? { receivers: [], processors: [], exporters: [] };
    const both = (key: keyof Pipeline) => [...new Set([...before[key], ...(added[key] ?? [])])];
    result[id] = { receivers: both("receivers"), processors: both("processors"), exporters: both("exporters") };
  }
  return result;
}

/** A connector is an exporter of one pipeline and a receiver of another. */
function faultsOf(id: string, pipeline: Required<Pipeline>, components: Components): readonly string[] {
  const there = (key: keyof Pipeline) => [
    ...Object.keys(components[key] ?? {}),
    ...(key === "processors" ? [] : Object.keys(components.connectors ?? {})),
  ];
  return (["receivers", "processors", "exporters"] as const).flatMap((key) => [
    ...(key !== "processors" && pipeline[key].length === 0 ? [`pipeline ${id} has no ${key}`] : []),
    ...pipeline[key].filter((one) => !there(key).includes(one)).map((one) => `pipeline ${id}: no ${key} named ${one}`),
  ]);
}

/** A value in which the collector expands nothing but `${env:NAME}`: it reads `$$` as one dollar. */
function literal(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll(/\$(?!\{env:[A-Z_]+\})/g, "$$$$");
  if (Array.isArray(value)) return value.map(literal);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, literal(each)]));
}
