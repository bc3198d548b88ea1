/** A Grafana that is there already: which data sources it gets, and how its pods get at the servers. */
import type { ExistingGrafana } from "../../config/existing-grafana.ts";
import type { Settings } from "../../config/settings.ts";
import type { PlaceFacts } from "../place.ts";
import { serviceAddress } from "../workload/addresses.ts";
import { DATA_SOURCES, type DataSource } from "../workload/data-source.ts";
import { openTo } from "../workload/open-to.ts";
import type { Server } from "../workload/server.ts";
import { correlated } from "./correlations.ts";
import type { OutsideSource } from "./outside-source.ts";
import { ALERTMANAGER_SOURCE, outsideSources } from "./outside-sources.ts";
import { type SourceUids, withUids } from "./source-uids.ts";

/** The data sources of a Grafana that is there already. */
export interface ExistingSources {
  /** Those that are made. */
  readonly made: readonly OutsideSource[];
  /** The uid that each has there. */
  readonly uids: SourceUids;
}

/** What the settings say of how this Grafana reaches a source, by the stack's own uid of it. */
function saidOf(uid: string, { metrics, logs, traces, alertmanager }: ExistingGrafana) {
  switch (uid) {
    case DATA_SOURCES.metrics:
      return metrics;
    case DATA_SOURCES.logs:
      return logs;
    case DATA_SOURCES.traces:
      return traces;
    case ALERTMANAGER_SOURCE:
      return alertmanager !== undefined && "url" in alertmanager ? { headers: {}, ...alertmanager } : undefined;
    default:
      return undefined;
  }
}

/** The data sources of a stack with these servers; undefined: its Grafana is its own. */
export function existingSources(
  place: PlaceFacts,
  settings: Settings,
  servers: readonly Server[],
): ExistingSources | undefined {
  const { existing } = settings.grafana;
  if (existing === undefined) return undefined;
  const own = servers.flatMap((server) => {
    if (server.dataSource === undefined) return [];
    const { port, ...source } = server.dataSource;
    const here = `http://${serviceAddress(place, server, port)}`;
    return reached(existing, source, existing.from && { url: here, login: {}, headers: {} });
  });
  const outside = outsideSources(place, settings).flatMap((source) =>
    // A store is where its settings say; an Alertmanager is somewhere near, whose addresses nobody else may know.
    reached(existing, source, source.uid === ALERTMANAGER_SOURCE && existing.from === undefined ? undefined : source),
  );
  const all = [...own, ...outside];
  const uids = new Map(all.map(({ source, uid }) => [source.uid, uid]));
  const sources = all.map(({ source }) => source);
  return {
    uids,
    made: all.flatMap(({ source, uid }) => {
      if (!isMade(source)) return [];
      const joined = correlated(place, source, sources);
      const jsonData = Object(withUids(joined.jsonData, uids));
      return [{ ...joined, jsonData, uid, name: `${source.name} (${place.cluster})` }];
    }),
  };
}

type Way = Pick<OutsideSource, "url" | "login" | "headers">;
type Reached = Omit<DataSource, "port"> & (OutsideSource | { readonly url?: never });

function isMade(source: Reached): source is OutsideSource {
  return source.url !== undefined;
}

/**
 * A source as this Grafana reaches it; none: it does not.
 *
 * @param otherwise how, where the settings do not say.
 */
function reached(
  existing: ExistingGrafana,
  { name, uid, type, jsonData }: Omit<DataSource, "port">,
  otherwise: Way | undefined,
): readonly { readonly source: Reached; readonly uid: string }[] {
  const source = { name, uid, type, jsonData };
  const said = saidOf(uid, existing);
  if (said !== undefined && "uid" in said) return [{ source, uid: said.uid }];
  const way = said === undefined ? otherwise : wayOf(said);
  if (way === undefined) return [];
  const { url, login, headers } = way;
  return [{ source: { ...source, url, login, headers, calls: [] }, uid: otherUid(uid) }];
}

function wayOf({ url, authentication, headers }: SaidAddress): Way {
  return { url, login: authentication === undefined ? {} : { authentication }, headers };
}

type SaidAddress = Extract<NonNullable<ExistingGrafana["metrics"]>, { readonly url: string }>;

/** Grafana's that came with other tools have data sources called as ours are. */
function otherUid(uid: string): string {
  return `aiobs-${uid}`;
}

/** A server that its pods may ask, where it is a source of data and they are in this cluster. */
export function openToGrafana(server: Server, existing: ExistingGrafana | undefined): Server {
  if (existing?.from === undefined || server.dataSource === undefined) return server;
  return { ...server, open: [...(server.open ?? []), ...openTo(server.dataSource.port, [existing.from])] };
}
