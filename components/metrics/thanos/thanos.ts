import type { Settings } from "../../../config/settings.ts";
import type { ObjectStore } from "../../object-store/object-store.ts";
import type { PlaceFacts } from "../../place.ts";
import type { DataSource } from "../../workload/data-source.ts";
import type { Server } from "../../workload/server.ts";
import { thanosCompactor } from "./compactor.ts";
import { thanosQuery } from "./query.ts";
import { thanosQueryFrontend } from "./query-frontend.ts";
import { thanosReceive } from "./receive.ts";
import { thanosReceiveRouter } from "./receive-router.ts";
import { type RulerArgs, thanosRuler } from "./ruler.ts";
import { thanosStore } from "./store.ts";

/** What Thanos is made from. */
export interface ThanosArgs {
  readonly place: PlaceFacts;
  readonly settings: NonNullable<Settings["thanos"]>;
  /** Prometheus' settings: who may ask, and push. */
  readonly prometheus: Settings["prometheus"];
  /** The availability zones of the cluster's nodes; absent where unknown. */
  readonly zones?: readonly string[];
  readonly store: ObjectStore;
  /** The data source of people's graphs. */
  readonly dataSource: DataSource;
  /** What its ruler is made from. Absent: it has none, one Prometheus sees all targets. */
  readonly rules?: Omit<RulerArgs, "receive" | "prometheus">;
}

/** All of Thanos' servers: what Prometheus writes goes in at the routers, what people ask at the query frontends. */
export function thanosServers(args: ThanosArgs): readonly Server[] {
  const { place, settings, prometheus, zones, store, dataSource, rules } = args;
  const bucket = store.bucket("metrics");
  // Where Prometheus has several servers that know a part each, its way in leads to what knows all.
  const ingress = (rules === undefined ? undefined : prometheus.ingress) ?? settings.query.ingress;
  const { pushedFrom, queriedFrom } = prometheus;
  const inZones = zones === undefined ? {} : { zones };
  return [
    thanosReceiveRouter({ place, settings: settings.receive, pushedFrom, ...inZones }),
    ...thanosReceive({ settings: settings.receive, ...inZones, bucket }),
    ...thanosStore(settings.store, bucket),
    thanosCompactor(settings, bucket),
    thanosQuery({ place, settings, ...inZones }),
    thanosQueryFrontend({ place, settings: settings.query, dataSource, ingress, queriedFrom }),
    ...(rules === undefined ? [] : [thanosRuler({ ...rules, prometheus, receive: settings.receive })]),
  ];
}
