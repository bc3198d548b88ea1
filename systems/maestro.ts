import type { ScrapedSystem } from "../components/metrics/scraped-system.ts";
import { type Connection, tcp } from "../components/workload/connection.ts";
import { maestroApiPerformance } from "../dashboards/maestro/api-performance.ts";
import { maestroMlOperations } from "../dashboards/maestro/ml-operations.ts";
import { maestroOverview } from "../dashboards/maestro/overview.ts";
import { maestroTenantManagement } from "../dashboards/maestro/tenant-management.ts";
import { maestroSeries } from "../mixins/maestro/cardinality.ts";
import { maestroLogs } from "../mixins/maestro/logs.ts";
import { maestro as mixin } from "../mixins/maestro/mixin.ts";
import { MAESTRO_JOB, type MaestroDiscovery, maestroScrapeJob } from "../mixins/maestro/scrape.ts";
import { maestroTraces } from "../mixins/maestro/traces.ts";
import { type MaestroSettings, maestroSettings } from "./maestro-settings.ts";
import { type System, scrapedAlready } from "./system.ts";

/** Maestro, the multi-tenant ML platform: observed where the settings say where its API runs, or where it is simulated. */
export const maestro: System = {
  mixin,
  logs: maestroLogs,
  traces: maestroTraces,
  dashboards: [maestroOverview, maestroMlOperations, maestroTenantManagement, maestroApiPerformance],
  section: maestroSettings,
  observe: (settings) => {
    const own = maestroSettings.of(settings);
    if (own === undefined) return settings.simulator === "on" ? scrapedAlready : undefined;
    return scraped(settings.cluster.name, own);
  },
  series: (settings) => {
    const own = maestroSettings.of(settings);
    if (own === undefined) return { jobs: [], values: {} };
    const { tenants, endpoints } = own.size;
    return {
      jobs: maestroSeries(own.size, MAESTRO_JOB),
      values: { tenant_id: tenants, endpoint: endpoints, resource_type: 6 },
    };
  },
};

/** The scrape job of a Maestro platform and the way to its API. */
function scraped(cluster: string, settings: MaestroSettings): ScrapedSystem {
  return { jobs: [maestroScrapeJob(cluster, discoveryOf(settings))], calls: callsOf(settings) };
}

function discoveryOf({ pods, targets = [] }: MaestroSettings): MaestroDiscovery {
  if (pods !== undefined) return { kind: "pods", ...pods };
  return { kind: "targets", targets: targets.map(({ text }) => text) };
}

function callsOf({ pods, targets = [], cidrs }: MaestroSettings): readonly Connection[] {
  const why = "scrape Maestro";
  if (pods !== undefined) {
    const { namespaces, labels, port } = pods;
    return namespaces.map((namespace) => ({
      to: { kind: "namespace", name: namespace, namespace, podLabels: labels },
      ports: tcp(port),
      why,
    }));
  }
  const ports = [...new Set(targets.map(({ port }) => port))].sort((a, b) => a - b);
  return [{ to: { kind: "addresses", name: "Maestro", cidrs }, ports: tcp(...ports), why }];
}
