import { type Annotation, annotation } from "../kit/annotations.ts";
import { inCluster } from "./selectors.ts";

/** When Prometheus or Alertmanager took a new configuration: a deployment of rules, scrape jobs or routes. */
export function configurationsLoaded(): Annotation {
  const loaded = (server: string) =>
    `max by (cluster, job) (${server}_config_last_reload_success_timestamp_seconds{${inCluster}})`;
  return annotation({
    name: "Configurations loaded",
    expr: `(${loaded("prometheus")} or ${loaded("alertmanager")}) * 1000`,
    title: "{{job}} of {{cluster}} loaded its configuration",
    color: "blue",
    time: "value",
  });
}
