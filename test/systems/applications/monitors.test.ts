import { describe, expect, test } from "vitest";
import { applications } from "../../../systems/applications.ts";
import { settingsWith } from "../../components/settings.ts";
import { localSettings, problemsOf } from "../../config/problems-of.ts";
import { relabel } from "../../mixins/relabel.ts";

const FOLDER = "test/systems/applications/monitors";
const scraped = applications.observe(
  settingsWith({ applications: { chat: { monitors: [`${FOLDER}/team.yaml`], team: "chat" } } }),
);
const [byName, byNumber, ofPods] = scraped?.jobs ?? [];

const endpoint = {
  __address__: "10.1.2.3:8000",
  __meta_kubernetes_namespace: "llm",
  __meta_kubernetes_service_name: "vllm-server",
  __meta_kubernetes_service_label_app: "vllm",
  __meta_kubernetes_service_labelpresent_app: "true",
  __meta_kubernetes_service_label_app_kubernetes_io_part_of: "chat",
  __meta_kubernetes_service_labelpresent_app_kubernetes_io_part_of: "true",
  __meta_kubernetes_service_label_tier: "silver",
  __meta_kubernetes_service_labelpresent_tier: "true",
  __meta_kubernetes_service_label_team: "ml",
  __meta_kubernetes_endpointslice_port_name: "http",
  __meta_kubernetes_endpointslice_address_target_kind: "Pod",
  __meta_kubernetes_endpointslice_address_target_name: "vllm-x2k4l",
  __meta_kubernetes_pod_name: "vllm-x2k4l",
  __meta_kubernetes_pod_container_name: "server",
  __meta_kubernetes_pod_container_port_number: "9400",
  __meta_kubernetes_pod_label_model: "llama",
  __meta_kubernetes_pod_node_name: "gpu-1",
  __meta_kubernetes_pod_phase: "Running",
};
/** What Prometheus Operator's job makes of that endpoint, and whose it is here. */
const labels = {
  application: "chat",
  cluster: "test-cluster",
  container: "server",
  endpoint: "http",
  job: "vllm-server",
  model: "llama",
  namespace: "llm",
  node: "gpu-1",
  pod: "vllm-x2k4l",
  service: "vllm-server",
  team: "ml",
};
const target = (changed: Readonly<Record<string, string>> = {}, job = byName) =>
  relabel({ job: job?.job_name ?? "", ...endpoint, ...changed }, job?.relabel_configs ?? []);

describe("a ServiceMonitor", () => {
  test("is a job for each endpoint, under the operator's name, with the fields that it sets", () => {
    expect(byName).toMatchObject({
      job_name: "serviceMonitor/llm/vllm/0",
      metrics_path: "/stats",
      params: { all: ["1"] },
      scrape_interval: "30s",
      scrape_timeout: "5s",
      honor_labels: true,
      sample_limit: 9000,
      label_limit: 40,
      kubernetes_sd_configs: [{ role: "endpointslice", namespaces: { names: ["llm", "llm-batch"] } }],
    });
    expect(byNumber).toMatchObject({ job_name: "serviceMonitor/llm/vllm/1", scheme: "https", honor_labels: false });
  });

  test("gives its targets the labels that the operator gives them, and the application's", () => {
    expect(target()).toEqual(labels);
    expect(target({ __meta_kubernetes_service_label_app_kubernetes_io_name: "inference" })).toEqual({
      ...labels,
      job: "inference",
    });
    const { node: _, ...others } = labels;
    expect(target({}, byNumber)).toEqual({ ...others, endpoint: "9400" });
  });

  test.each<[string, Readonly<Record<string, string>>]>([
    ["without a label", { __meta_kubernetes_service_labelpresent_app: "" }],
    ["with another value", { __meta_kubernetes_service_label_tier: "bronze" }],
    ["with a label that must not be", { __meta_kubernetes_service_labelpresent_canary: "true" }],
    ["by another port", { __meta_kubernetes_endpointslice_port_name: "grpc" }],
    ["of a finished pod", { __meta_kubernetes_pod_phase: "Succeeded" }],
  ])("takes no endpoint %s", (_, changed) => {
    expect(target(changed)).toBeUndefined();
  });

  test("drops the series that it drops", () => {
    const steps = byName?.metric_relabel_configs ?? [];
    expect(relabel({ __name__: "a_created" }, steps)).toBeUndefined();
    expect(relabel({ __name__: "a" }, steps)).toEqual({ __name__: "a" });
  });
});

test("a PodMonitor finds pods, which are called by it", () => {
  const pod = {
    __meta_kubernetes_namespace: "ray",
    __meta_kubernetes_pod_name: "ray-1",
    __meta_kubernetes_pod_container_name: "worker",
    __meta_kubernetes_pod_container_port_number: "8080",
    __meta_kubernetes_pod_label_ray_io_node_type: "worker",
    __meta_kubernetes_pod_labelpresent_ray_io_node_type: "true",
    __meta_kubernetes_pod_phase: "Running",
  };
  expect(ofPods).toMatchObject({
    job_name: "podMonitor/ray/ray/0",
    kubernetes_sd_configs: [{ role: "pod", namespaces: { names: ["ray"] } }],
  });
  expect(relabel({ job: "x", ...pod }, ofPods?.relabel_configs ?? [])).toEqual({
    application: "chat",
    cluster: "test-cluster",
    container: "worker",
    job: "ray/ray",
    namespace: "ray",
    pod: "ray-1",
  });
});

test("Prometheus may go where monitors look, and the owner hears of all of their jobs", () => {
  expect(scraped?.calls.map(({ to, ports }) => ({ ...to, ports: ports.map(({ number }) => number) }))).toMatchObject([
    { kind: "namespace", namespace: "llm", podLabels: undefined, ports: [] },
    { kind: "namespace", namespace: "llm-batch", ports: [] },
    { kind: "namespace", namespace: "ray", podLabels: { "ray.io/node-type": "worker" }, ports: [8080] },
  ]);
  expect(scraped?.applications).toMatchObject([
    { name: "chat", team: "chat", jobs: scraped?.jobs.map((job) => job.job_name) },
  ]);
});

test("a manager that asks the Kubernetes API who scrapes it is shown Prometheus' own token", () => {
  const kueue = applications.observe(
    settingsWith({ applications: { kueue: { preset: "kueue", monitors: [`${FOLDER}/kueue.yaml`] } } }),
  );
  expect(kueue?.jobs).toMatchObject([
    {
      job_name: "serviceMonitor/kueue-system/kueue-controller-manager-metrics-monitor/0",
      scheme: "https",
      authorization: { credentials_file: "/var/run/secrets/kubernetes.io/serviceaccount/token" },
      tls_config: { insecure_skip_verify: true },
    },
  ]);
});

describe("what is not read is refused, with its file and its place", () => {
  const withMonitors = (monitors: readonly string[], more: object = {}) =>
    problemsOf(localSettings({ applications: { chat: { monitors, ...more } } }));

  test("every field that would change what is scraped, at once", () => {
    const problems = withMonitors([`${FOLDER}/refused.yaml`]);
    const at = (part: string) => `${FOLDER}/refused.yaml › manifest ${part}`;
    expect(Object.keys(problems)).toEqual([
      at("1, spec.endpoints.0.basicAuth"),
      at("1, spec.endpoints.0.interval"),
      at("1, spec.endpoints.1.bearerTokenFile"),
      at("1, spec.endpoints.2.bearerTokenFile"),
      at("1, spec.endpoints.2.tlsConfig.caFile"),
      at("1, spec.scrapeClass"),
      at("2, kind"),
    ]);
    expect(problems[at("1, spec.scrapeClass")]).toContain(
      "is not read; remove it, or write this one as an application",
    );
  });

  test("a file that is not there, and what the manifests say themselves", () => {
    const problems = withMonitors([`${FOLDER}/none.yaml`], { tls: {}, scrapeInterval: "5s" });
    expect(Object.keys(problems)).toEqual([
      "aiobs:applications.chat.scrapeInterval",
      "aiobs:applications.chat.tls",
      `${FOLDER}/none.yaml`,
    ]);
  });
});
