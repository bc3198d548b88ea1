import { parse } from "yaml";
import { z } from "zod";
import { seconds } from "./hastened.ts";
import { type Rendered, renderedFile } from "./rendered.ts";

const PrometheusYml = z.looseObject({
  global: z.looseObject({ scrape_interval: z.string(), evaluation_interval: z.string() }),
});

const AlertmanagerYml = z.looseObject({
  route: z.looseObject({
    group_wait: z.string(),
    routes: z.array(z.looseObject({ receiver: z.string(), group_wait: z.string().optional() })),
  }),
});

/**
 * The seconds that a fault whose alert has no `for` waits at most, by a stack's own intervals, before a receiver is told: to
 * be scraped, judged and grouped.
 */
export function longestWait(files: Rendered, receiver: string): number {
  const { global } = PrometheusYml.parse(parse(renderedFile(files, "prometheus/prometheus.yml")));
  const { route } = AlertmanagerYml.parse(parse(renderedFile(files, "alertmanager/alertmanager.yml")));
  const branch = route.routes.find((candidate) => candidate.receiver === receiver);
  const groupWait = branch?.group_wait ?? route.group_wait;
  return seconds(global.scrape_interval) + seconds(global.evaluation_interval) + seconds(groupWait);
}
