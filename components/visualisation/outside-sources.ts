/** The sources of data that the settings name beside the stack's own servers. */
import type { Settings } from "../../config/settings.ts";
import { alertTarget } from "../alerting/alert-target.ts";
import type { PlaceFacts } from "../place.ts";
import { wayCalls } from "../workload/way-call.ts";
import type { OutsideSource } from "./outside-source.ts";

/** The uid of Alertmanager, whoever brings it. */
export const ALERTMANAGER_SOURCE = "alertmanager";

/** Those of a stack with these settings, for its Grafana. */
export function outsideSources(place: PlaceFacts, settings: Settings): readonly OutsideSource[] {
  return [...storeSources(place, settings), ...alertmanagerSources(place, settings)];
}

/** The stores that samples are written to, where they are asked as well. */
function storeSources(place: PlaceFacts, { prometheus }: Settings): readonly OutsideSource[] {
  return prometheus.remoteWrite.flatMap(({ name, dataSource }) => {
    if (dataSource === undefined) return [];
    const { url, kind, tls, authentication, headers, calls } = dataSource;
    return [
      {
        name,
        uid: `remote-${name}`,
        type: "prometheus",
        jsonData: { httpMethod: "POST", timeInterval: prometheus.scrapeInterval.text, prometheusType: kind },
        url,
        login: { ...(tls && { tls }), ...(authentication && { authentication }) },
        headers,
        calls: calls.flatMap((way) => wayCalls(way, place, name, "query and show")),
      },
    ];
  });
}

function alertmanagerSources(place: PlaceFacts, { alertmanager }: Settings): readonly OutsideSource[] {
  const { existing } = alertmanager;
  if (existing === undefined) return [];
  const { tls, authentication, pathPrefix = "" } = existing;
  const { addresses, scheme, calls } = alertTarget(place, alertmanager);
  const [first = ""] = addresses;
  return [
    {
      name: "Alertmanager",
      uid: ALERTMANAGER_SOURCE,
      type: "alertmanager",
      jsonData: { implementation: "prometheus", handleGrafanaManagedAlerts: false },
      // Silences are the same at each replica.
      url: `${scheme}://${first}${pathPrefix}`,
      login: {
        ...(tls === undefined ? {} : { tls }),
        ...(authentication === undefined ? {} : { authentication }),
      },
      headers: {},
      calls,
    },
  ];
}
