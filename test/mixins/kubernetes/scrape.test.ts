import { describe, expect, test } from "vitest";
import { apiServerCatalogue } from "../../../mixins/kubernetes/api-server.ts";
import { coreDnsCatalogue } from "../../../mixins/kubernetes/core-dns.ts";
import { apiServerJob, coreDnsJob } from "../../../mixins/kubernetes/scrape.ts";
import type { ScrapeJob } from "../../../mixins/scrape-job.ts";

/** Whether a job keeps a sample, by the one step that says so. */
function keeps({ metric_relabel_configs: steps = [] }: ScrapeJob, sample: Readonly<Record<string, string>>): boolean {
  const [step, ...more] = steps;
  expect(more).toEqual([]);
  const value = (step?.source_labels ?? []).map((label) => sample[label] ?? "").join(";");
  return new RegExp(`^(?:${step?.regex})$`).test(value);
}

describe("what is kept of the API servers", () => {
  const job = apiServerJob("c1");

  test.each([
    { __name__: "apiserver_request_total" },
    { __name__: "aggregator_unavailable_apiservice" },
    { __name__: "apiserver_request_sli_duration_seconds_count" },
    // Prometheus 3 writes bounds as floats, the server as it likes.
    { __name__: "apiserver_request_sli_duration_seconds_bucket", le: "1" },
    { __name__: "apiserver_request_sli_duration_seconds_bucket", le: "1.0" },
    { __name__: "apiserver_client_certificate_expiration_seconds_bucket", le: "604800.0" },
  ])("is $__name__ $le", (sample) => {
    expect(keeps(job, sample)).toBe(true);
  });

  test.each([
    { __name__: "apiserver_request_sli_duration_seconds_bucket", le: "0.1" },
    { __name__: "apiserver_request_sli_duration_seconds_bucket", le: "10" },
    { __name__: "apiserver_request_sli_duration_seconds_sum" },
    { __name__: "apiserver_request_duration_seconds_bucket", le: "1" },
    { __name__: "etcd_request_duration_seconds_bucket", le: "1" },
    { __name__: "apiserver_watch_events_total" },
  ])("is not $__name__ $le", (sample) => {
    expect(keeps(job, sample)).toBe(false);
  });

  test("is what queries may ask for", () => {
    const known = apiServerCatalogue.metrics.map(({ name }) => name);
    expect(
      known.filter((name) => !["", "_count"].some((suffix) => keeps(job, { __name__: `${name}${suffix}` }))),
    ).toEqual([]);
  });
});

test("each API server is asked by its own address, under the name that its certificate has", () => {
  const { tls_config: tls, kubernetes_sd_configs: found } = apiServerJob("c1");
  expect(tls).toEqual({
    ca_file: "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt",
    server_name: "kubernetes.default.svc",
  });
  expect(found).toMatchObject([{ role: "endpointslice", namespaces: { names: ["default"] } }]);
});

test("of CoreDNS the catalogue's metrics are kept, with all parts of histograms, and no others", () => {
  const job = coreDnsJob("c1");
  for (const { name, type } of coreDnsCatalogue.metrics) {
    const samples = type === "histogram" ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name];
    for (const sample of samples) expect(keeps(job, { __name__: sample }), sample).toBe(true);
  }
  expect(keeps(job, { __name__: "coredns_cache_entries" })).toBe(false);
  expect(keeps(job, { __name__: "go_goroutines" })).toBe(false);
});
