/** Grafana's data sources as a provisioning file (https://grafana.com/docs/grafana/latest/administration/provisioning/). */
import { stringify } from "yaml";
import type { PlaceFacts } from "../place.ts";
import { serviceAddress } from "../workload/addresses.ts";
import type { JsonValue } from "../workload/data-source.ts";
import type { Server } from "../workload/server.ts";
import { correlated } from "./correlations.ts";

/** The provisioning file with what each server is to Grafana, as YAML. */
export function renderDatasources(
  place: Pick<PlaceFacts, "namespaces" | "cluster">,
  servers: readonly Server[],
): string {
  const all = servers.flatMap(({ dataSource }) => dataSource ?? []);
  const datasources = servers.flatMap((server) => {
    if (server.dataSource === undefined) return [];
    const { name, uid, type, port, isDefault, jsonData } = correlated(place, server.dataSource, all);
    return [
      {
        name,
        uid,
        type,
        access: "proxy",
        url: `http://${serviceAddress(place, server, port)}`,
        ...(isDefault ? { isDefault } : {}),
        editable: false,
        // A provisioning file's `$` begins a variable of the environment.
        jsonData: doubled(jsonData),
      },
    ];
  });
  // `prune`: a data source that was taken out of this file goes from Grafana too.
  return stringify({ apiVersion: 1, prune: true, datasources }, { lineWidth: 0 });
}

/** A value with each `$` of its texts doubled. */
function doubled(value: JsonValue): unknown {
  if (typeof value === "string") return value.replaceAll("$", "$$$$");
  if (Array.isArray(value)) return value.map(doubled);
  if (typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, doubled(each)]));
}
