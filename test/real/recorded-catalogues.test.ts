/**
 * The catalogues of real servers against the servers themselves: what a query may ask for is what they expose, as they are
 * deployed. A metric that a server has and its catalogue lacks would be refused in a dashboard.
 */
import { describe, expect, test } from "vitest";
import { nodeExporter } from "../../components/collection/node-exporter.ts";
import { watchObjects } from "../../contracts/applications/kube-state-metrics.ts";
import { readExposition, TEXT_FORMAT } from "../../mixins/exposition.ts";
import { kubeStateMetricsCatalogue } from "../../mixins/kubernetes/kube-state-metrics.ts";
import { nodeCatalogue } from "../../mixins/node/metrics.ts";
import { alertmanagerCatalogue } from "../../mixins/observability/alertmanager-metrics.ts";
import { prometheusCatalogue } from "../../mixins/observability/prometheus-metrics.ts";
import { targetCatalogue } from "../../mixins/observability/target-metrics.ts";
import { recordedCatalogue } from "../../mixins/recorded-catalogue.ts";
import { ROOT } from "../../preview/root.ts";
import type { Catalogue } from "../../queries/catalogue.ts";
import { eventually } from "../../tools/servers/eventually.ts";
import { startKubeApi } from "../../tools/servers/kube-api.ts";
import { freePort, LOOPBACK } from "../../tools/servers/ports.ts";
import { answers, startServer } from "../../tools/servers/processes.ts";
import { temporaryFolder } from "../../tools/servers/temporary-folder.ts";
import { createWatchedObjects } from "../../tools/servers/watched-objects.ts";
import { startAlertingStack } from "./support/alerting-stack.ts";
import { catalogueDifferences } from "./support/catalogue-differences.ts";
import { renderStack } from "./support/rendered.ts";
import { describeWithTools } from "./with-tools.ts";

/** What a server exposes and the catalogues do not tell; a Go server has the client library's metrics besides its own. */
function differences(text: string, catalogue: Catalogue): readonly string[] {
  return catalogueDifferences(readExposition(text), [catalogue, targetCatalogue]);
}

function urlOf(port: number): string {
  return `http://${LOOPBACK}:${port}`;
}

async function scrape(url: string): Promise<string> {
  const answer = await fetch(`${url}/metrics`, { headers: { accept: TEXT_FORMAT } });
  expect(answer.status).toBe(200);
  return answer.text();
}

describeWithTools(["node_exporter"], "node_exporter", ({ node_exporter: command }) => {
  test("exposes on this machine what its catalogue says", async () => {
    await using bed = new AsyncDisposableStack();
    const port = await freePort();
    // Here the node's files are where they always are.
    const args = (nodeExporter().args ?? []).filter((argument) => !argument.startsWith("--path."));
    args.push(`--web.listen-address=${LOOPBACK}:${port}`);
    await startServer({ name: "node_exporter", command, args, ready: () => answers(urlOf(port)) }, bed);
    expect(differences(await scrape(urlOf(port)), nodeCatalogue)).toEqual([]);
  });
});

describeWithTools(["prometheus", "alertmanager"], "Prometheus and Alertmanager", (tools) => {
  test("expose at work what their catalogues say", async () => {
    await using bed = new AsyncDisposableStack();
    const stack = await startAlertingStack({ tools, files: await renderStack("prod"), speed: 30 }, bed);
    await eventually("a notification", 60, () => stack.receivers.notified()[0]);
    const found = await Promise.all([
      ...stack.prometheus.map(async (server) => differences(await scrape(server.url), prometheusCatalogue)),
      ...stack.alertmanagers.map(async (url) => differences(await scrape(url), alertmanagerCatalogue)),
    ]);
    expect(found.length).toBeGreaterThan(1);
    expect(found.flat()).toEqual([]);
  });
});

describeWithTools(["etcd", "kube-apiserver", "kube-state-metrics"], "kube-state-metrics", (tools) => {
  test("and the API server expose what their records say", async () => {
    await using bed = new AsyncDisposableStack();
    const api = await startKubeApi(tools, bed);
    await createWatchedObjects(api);
    const from = { command: tools["kube-state-metrics"], kubeconfig: api.kubeconfig, folder: temporaryFolder(bed) };
    const { expositions } = await watchObjects(from, bed);
    for (const text of expositions) expect(differences(text, kubeStateMetricsCatalogue)).toEqual([]);
    // It names what it has no series of: what it is not told to show, and what no object that can be created brings out.
    const unseen = readExposition(expositions[0]).filter(({ samples }) => samples.length === 0);
    const names = unseen.map(({ name }) => name).filter((name) => !/_(?:annotations|labels)$/.test(name));
    expect(names).toEqual(["kube_cronjob_schedule_invalid"]);

    const record = new URL("mixins/kubernetes/recorded/kube-apiserver-1.36.3.json", `file://${ROOT}/`);
    const apiServer = recordedCatalogue({ system: "apiserver", targetLabels: {}, record, knowledge: {} });
    expect(differences(await api.metrics(), apiServer)).toEqual([]);
  });
});

describe("the comparison", () => {
  test("tells each kind of difference", () => {
    const catalogue: Catalogue = {
      system: "shop",
      targetLabels: {},
      metrics: [
        { name: "a", type: "gauge", help: "A.", labels: { x: { values: ["1"] }, y: {}, z: { presence: "sometimes" } } },
        { name: "b", type: "histogram", help: "B.", labels: {}, buckets: [1] },
        { name: "c", type: "unknown", help: "C.", labels: {} },
      ],
    };
    const text = [
      ["# TYPE a counter", 'a{x="1",y="1"} 1', 'a{x="2",y="",w="1"} 1'],
      [
        "# TYPE b histogram",
        'b_bucket{le="1"} 1',
        'b_bucket{le="2"} 1',
        'b_bucket{le="+Inf"} 1',
        "b_sum 1",
        "b_count 1",
      ],
      ["c 1", "# TYPE d gauge", "e 1"],
    ];
    expect(catalogueDifferences(readExposition(text.flat().join("\n")), [catalogue])).toEqual([
      "a is a counter, not a gauge",
      'a{x="2"}',
      "a has a label w",
      "a may lack y",
      "b has a bucket 2",
      "e is in no catalogue",
    ]);
  });
});
