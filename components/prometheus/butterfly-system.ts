/** Butterfly, as Prometheus scrapes it. */
import type { Settings } from "../../config/settings.ts";
import { butterflyScrapeJobs } from "../../mixins/butterfly/scrape.ts";
import { type Connection, tcp } from "../network/connection.ts";
import type { ScrapedSystem } from "./prometheus.ts";

/**
 * The scrape jobs of a Butterfly cluster and the ways to its nodes.
 *
 * @param cluster the value of the label `cluster`.
 * @param settings where its nodes are found.
 */
export function butterflySystem(cluster: string, settings: NonNullable<Settings["butterfly"]>): ScrapedSystem {
  const { coordinators, compute, observers, cidrs } = settings;
  const jobs = butterflyScrapeJobs(cluster, {
    ...(coordinators === undefined ? {} : { coordinators: { targets: coordinators.targets.map(({ text }) => text) } }),
    ...(compute === undefined ? {} : { compute }),
    ...(observers === undefined ? {} : { observers }),
  });
  const ports = new Set([
    ...(coordinators?.targets ?? []).map(({ port }) => port),
    ...(compute === undefined ? [] : [compute.port]),
  ]);
  const calls: readonly Connection[] = [
    ...(ports.size === 0
      ? []
      : [
          {
            to: { kind: "addresses", name: "Butterfly nodes", cidrs },
            ports: tcp(...[...ports].sort((a, b) => a - b)),
            why: "scrape Butterfly",
          } as const,
        ]),
    ...(observers?.namespaces ?? []).map(
      (namespace): Connection => ({
        to: { kind: "namespace", name: namespace, namespace },
        ports: tcp(observers?.port ?? 0),
        why: "scrape Butterfly observers",
      }),
    ),
  ];
  return { jobs, calls };
}
