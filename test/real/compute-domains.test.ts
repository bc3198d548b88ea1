/** The driver of ComputeDomains before a real Kubernetes API: its kinds, its classes, its rights, and the example of the documentation. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse, parseAllDocuments, stringify } from "yaml";
import { GpuSoftware } from "../../components/gpu/gpu-software.ts";
import { manifestsOf, renderManifests } from "../../preview/manifests.ts";
import { type KubeApi, startKubeApi } from "../../tools/servers/kube-api.ts";
import { serversOf } from "../components/gpu/plan-gpu.ts";
import { place, planOf } from "../components/plan-of.ts";
import { describeWithTools } from "./with-tools.ts";

const racks = { labels: { "acme.com/gpu": ["gb200"] }, computeDomains: "on" };

/** The objects of the example, as the page has them. */
const example = (() => {
  const page = readFileSync(new URL("../../docs/operations.md", import.meta.url), "utf8");
  const [, block = ""] = /```yaml\n(apiVersion: resource\.nvidia\.com[\s\S]*?)```/.exec(page) ?? [];
  return parseAllDocuments(block).map((document) => stringify(document));
})();

describeWithTools(["etcd", "kube-apiserver"], "the driver of ComputeDomains", (tools) => {
  const bed = new AsyncDisposableStack();
  let api: KubeApi;
  const refused: string[] = [];

  beforeAll(async () => {
    api = await startKubeApi(tools, bed);
    for (const name of ["monitoring", "monitoring-host", "training"]) {
      await api.create({ apiVersion: "v1", kind: "Namespace", metadata: { name }, spec: {} });
    }
    const servers = serversOf({ existing: { racks } }).filter(({ name }) => name.startsWith("compute-domain"));
    const plan = await planOf(() => void new GpuSoftware("gpu", { place, servers }));
    for (const [file, text] of renderManifests(manifestsOf(plan))) {
      const { status, warnings, body } = await api.apply(text);
      if (status !== 201 || warnings.length > 0) refused.push(`${file}: ${status} ${body.message} ${warnings.join()}`);
    }
  });
  afterAll(() => bed.disposeAsync());

  test("is taken without a warning", () => {
    expect(refused).toEqual([]);
  });

  test("lets a domain and the pods in it be made as the documentation has them", async () => {
    expect(example.map((text) => parse(text).kind)).toEqual(["ComputeDomain", "Job"]);
    for (const text of example) {
      const { status, warnings, body } = await api.apply(text);
      expect([status, warnings, body.message]).toEqual([201, [], undefined]);
    }
  });
});
