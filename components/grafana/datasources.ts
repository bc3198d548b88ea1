/** Grafana's data sources as a provisioning file (https://grafana.com/docs/grafana/latest/administration/provisioning/). */
import { stringify } from "yaml";
import { serviceAddress } from "../addresses.ts";
import type { StackContext } from "../stack-context.ts";

/** The `uid` of each data source: dashboards and links refer to these. */
const DATASOURCE_UIDS = { prometheus: "prometheus", alertmanager: "alertmanager" } as const;

/** The provisioning file, as YAML. `$` would have to be doubled in it; no value has one. */
export function renderDatasources(context: Pick<StackContext, "namespaces">, scrapeInterval: string): string {
  return stringify(
    {
      apiVersion: 1,
      // A data source that was taken out of this file goes from Grafana too.
      prune: true,
      datasources: [
        {
          name: "Prometheus",
          uid: DATASOURCE_UIDS.prometheus,
          type: "prometheus",
          access: "proxy",
          url: `http://${serviceAddress(context, "prometheus", "http")}`,
          isDefault: true,
          editable: false,
          jsonData: {
            httpMethod: "POST",
            timeInterval: scrapeInterval,
            prometheusType: "Prometheus",
            manageAlerts: true,
          },
        },
        {
          name: "Alertmanager",
          uid: DATASOURCE_UIDS.alertmanager,
          type: "alertmanager",
          access: "proxy",
          url: `http://${serviceAddress(context, "alertmanager", "http")}`,
          editable: false,
          jsonData: { implementation: "prometheus", handleGrafanaManagedAlerts: false },
        },
      ],
    },
    { lineWidth: 0 },
  );
}
