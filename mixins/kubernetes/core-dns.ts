/**
 * What CoreDNS tells, as far as it is kept. It is no record: CoreDNS is not among the servers that are built here. Source:
 * https://coredns.io/plugins/metrics/, https://coredns.io/plugins/cache/, https://coredns.io/plugins/forward/
 */
import type { Catalogue, Label } from "../../queries/catalogue.ts";
import { cluster } from "../cluster-labels.ts";
import { counter, gauge } from "../define-metric.ts";
import { oneOf } from "../one-of.ts";

const server: Label = { bound: 2, examples: ["dns://:53"], reason: "addresses that it listens at" };
const zone: Label = { bound: 3, examples: ["."], reason: "zones of the server block" };
const view: Label = { bound: 1, presence: "sometimes", reason: "views, which few configurations have" };
const of = { server, zone, view };

/** From a quarter of a millisecond, each twice the one before (`plugin.TimeBuckets` of CoreDNS). */
const buckets = Array.from({ length: 16 }, (_, power) => 0.00025 * 2 ** power);

/** CoreDNS' own series. */
export const coreDnsCatalogue: Catalogue = {
  system: "coredns",
  world: "open",
  owns: ["coredns_"],
  targetLabels: {
    cluster,
    job: oneOf("coredns"),
    instance: {
      bound: 70,
      examples: ["coredns-5b8f-x2x4z:9153"],
      reason: "pods: two, and one more for every 16 nodes",
    },
  },
  metrics: [
    counter("coredns_dns_responses_total", "count", "Answers, by what they say.", {
      ...of,
      rcode: { bound: 6, examples: ["NOERROR", "NXDOMAIN", "SERVFAIL"], reason: "answers in use" },
      plugin: { bound: 6, examples: ["kubernetes", "forward"], reason: "plugins that answer", presence: "sometimes" },
    }),
    {
      name: "coredns_dns_request_duration_seconds",
      type: "histogram",
      unit: "seconds",
      help: "How long answering takes.",
      labels: of,
      buckets,
    },
    counter("coredns_panics_total", "count", "Panics of the server.", {}),
    counter("coredns_forward_healthcheck_broken_total", "count", "Times at which no upstream server was healthy.", {}),
    gauge("coredns_build_info", "info", "Version of the server.", {
      version: { bound: 2, examples: ["1.12.4"], reason: "versions during an update" },
      revision: { bound: 2, reason: "follows from the version" },
      goversion: { bound: 2, reason: "follows from the version" },
    }),
  ],
};
