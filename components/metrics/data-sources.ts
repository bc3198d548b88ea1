import type { Settings } from "../../config/settings.ts";
import { DATA_SOURCES, type DataSource } from "../workload/data-source.ts";

type PrometheusSettings = Settings["prometheus"];

/** The data source that dashboards ask, whichever server answers. Its uid stays when Thanos comes. */
export function metricsDataSource(settings: PrometheusSettings, server: "Prometheus" | "Thanos"): DataSource {
  return {
    name: "Prometheus",
    uid: DATA_SOURCES.metrics,
    isDefault: true,
    ...source(settings, server, server === "Prometheus"),
  };
}

/** What Prometheus itself is to Grafana where dashboards ask Thanos: the server that evaluates rules. */
export function ownDays(settings: PrometheusSettings): DataSource {
  return { name: "Prometheus (own days)", uid: "prometheus-own", ...source(settings, "Prometheus", true) };
}

function source(
  { scrapeInterval }: PrometheusSettings,
  prometheusType: "Prometheus" | "Thanos",
  manageAlerts: boolean,
): Pick<DataSource, "type" | "port" | "jsonData"> {
  return {
    type: "prometheus",
    port: "http",
    jsonData: { httpMethod: "POST", timeInterval: scrapeInterval.text, prometheusType, manageAlerts },
  };
}
