/** The sources of data that the settings name beside the stack's own servers. */
import type { Settings } from "../../config/settings.ts";
import { alertTarget } from "../alerting/alert-target.ts";
import type { PlaceFacts } from "../place.ts";
import type { OutsideSource } from "./outside-source.ts";

/** Those of a stack with these settings, for its Grafana. */
export function outsideSources(place: PlaceFacts, { alertmanager }: Settings): readonly OutsideSource[] {
  if (alertmanager.existing === undefined) return [];
  const { addresses, scheme, pathPrefix, login, calls } = alertTarget(place, alertmanager);
  const [first = ""] = addresses;
  return [
    {
      name: "Alertmanager",
      uid: "alertmanager",
      type: "alertmanager",
      jsonData: { implementation: "prometheus", handleGrafanaManagedAlerts: false },
      // Silences are the same at each replica.
      url: `${scheme}://${first}${pathPrefix}`,
      login,
      headers: {},
      calls,
    },
  ];
}
