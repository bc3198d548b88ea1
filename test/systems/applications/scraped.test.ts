import { describe, expect, test } from "vitest";
import type { ScrapeJob } from "../../../mixins/scrape-job.ts";
import { applications } from "../../../systems/applications.ts";
import { settingsWith } from "../../components/settings.ts";
import { relabel } from "../../mixins/relabel.ts";

const pods = { namespaces: ["llm", "llm-batch"], labels: { app: "vllm", tier: "web" }, ports: [8000, "metrics"] };
const cidrs = ["10.20.0.0/16"];

function scraped(application: Record<string, unknown>, more: Record<string, unknown> = {}) {
  const found = applications.observe(settingsWith({ applications: { chat: application }, ...more }));
  if (found === undefined) throw new Error("nothing is observed");
  return found;
}

function jobOf(application: Record<string, unknown>): ScrapeJob {
  const [job, ...more] = scraped(application).jobs;
  if (job === undefined || more.length > 0) throw new Error("one job was meant");
  return job;
}

function target(job: ScrapeJob, discovered: Readonly<Record<string, string>>) {
  return relabel({ job: job.job_name, ...discovered }, job.relabel_configs ?? []);
}

function stored(job: ScrapeJob, sample: Readonly<Record<string, string>>) {
  return relabel(sample, job.metric_relabel_configs ?? []);
}

const pod = {
  __address__: "10.1.2.3:8000",
  __meta_kubernetes_namespace: "llm",
  __meta_kubernetes_pod_name: "vllm-x2k4l",
  __meta_kubernetes_pod_phase: "Running",
  __meta_kubernetes_pod_container_port_number: "8000",
};
const endpoint = {
  __address__: "10.1.2.3:6333",
  __meta_kubernetes_namespace: "data",
  __meta_kubernetes_endpointslice_port: "6333",
  __meta_kubernetes_endpointslice_port_name: "http",
};

describe("the targets of an application", () => {
  test("that runs in pods are its pods' ports, by number or by name, and bear whose they are", () => {
    const job = jobOf({ pods });
    const labels = {
      application: "chat",
      cluster: "test-cluster",
      instance: "vllm-x2k4l:8000",
      job: "chat",
      namespace: "llm",
      pod: "vllm-x2k4l",
    };
    expect(target(job, pod)).toEqual(labels);
    const other = { ...pod, __meta_kubernetes_pod_container_port_number: "9" };
    expect(target(job, other)).toBeUndefined();
    expect(target(job, { ...other, __meta_kubernetes_pod_container_port_name: "metrics" })).toEqual({
      ...labels,
      instance: "vllm-x2k4l:9",
    });
    expect(job.kubernetes_sd_configs).toEqual([
      {
        role: "pod",
        namespaces: { names: ["llm", "llm-batch"] },
        selectors: [{ role: "pod", label: "app=vllm,tier=web" }],
      },
    ]);
  });

  test("behind a Service are its endpoints, by the pod's name where there is one", () => {
    const job = jobOf({ service: { namespace: "data", name: "qdrant", ports: ["http"] } });
    expect(job.kubernetes_sd_configs).toEqual([
      {
        role: "endpointslice",
        namespaces: { names: ["data"] },
        selectors: [{ role: "endpointslice", label: "kubernetes.io/service-name=qdrant" }],
      },
    ]);
    expect(target(job, { ...endpoint, __meta_kubernetes_pod_name: "qdrant-0" })).toMatchObject({
      instance: "qdrant-0:6333",
      namespace: "data",
      pod: "qdrant-0",
    });
    // Prometheus calls it by its address then.
    expect(target(job, endpoint)).not.toHaveProperty("instance");
    expect(target(job, { ...endpoint, __meta_kubernetes_endpointslice_port_name: "grpc" })).toBeUndefined();
  });

  test("outside the cluster are as they are named", () => {
    expect(jobOf({ targets: ["a:1", "10.20.0.1:2"], cidrs }).static_configs).toEqual([
      { targets: ["a:1", "10.20.0.1:2"] },
    ]);
    expect(jobOf({ dns: { names: ["_a._tcp.b"], port: 1 }, cidrs }).dns_sd_configs).toEqual([
      { names: ["_a._tcp.b"], type: "SRV" },
    ]);
    expect(jobOf({ dns: { names: ["a.b"], type: "AAAA", port: 1 }, cidrs }).dns_sd_configs).toEqual([
      { names: ["a.b"], type: "AAAA", port: 1 },
    ]);
    expect(target(jobOf({ targets: ["a:1"], cidrs }), { instance: "a:1" })).toEqual({
      application: "chat",
      cluster: "test-cluster",
      instance: "a:1",
      job: "chat",
    });
  });
});

describe("the way to an application", () => {
  const way = (application: Record<string, unknown>, more?: Record<string, unknown>) =>
    scraped(application, more).calls.map(({ to, ports }) => ({ ...to, ports: ports.map(({ number }) => number) }));

  test("leads to its pods alone: by one port where it is a number, by all where it is a name", () => {
    const podLabels = pods.labels;
    expect(way({ pods: { ...pods, ports: [9000, 8000] } })).toEqual([
      { kind: "namespace", name: "chat in llm", namespace: "llm", podLabels, ports: [8000, 9000] },
      { kind: "namespace", name: "chat in llm-batch", namespace: "llm-batch", podLabels, ports: [8000, 9000] },
    ]);
    expect(way({ pods }).map(({ ports }) => ports)).toEqual([[], []]);
  });

  test("leads to the nodes where its pods use their network", () => {
    const cluster = { name: "c", nodeCidrs: ["10.40.0.0/16"] };
    expect(way({ pods: { ...pods, ports: [8000], network: "nodes" } }, { cluster })).toEqual([
      {
        kind: "addresses",
        name: "chat on nodes",
        cidrs: ["10.40.0.0/16"],
        entities: ["host", "remote-node"],
        ports: [8000],
      },
    ]);
  });

  test("leads to what is behind a Service, in the cluster and outside", () => {
    const service = { namespace: "data", name: "db", ports: [9187] };
    expect(way({ service, cidrs })).toMatchObject([
      { kind: "namespace", namespace: "data", podLabels: undefined, ports: [9187] },
      { kind: "addresses", cidrs, ports: [9187] },
    ]);
    expect(way({ service: { ...service, podLabels: { app: "db" } } })).toMatchObject([{ podLabels: { app: "db" } }]);
  });

  test("leads to the networks of hosts, by their ports", () => {
    expect(way({ targets: ["a:2", "b:1", "c:2"], cidrs })).toMatchObject([{ kind: "addresses", cidrs, ports: [1, 2] }]);
    expect(way({ dns: { names: ["_a._tcp.b"], port: 7 }, cidrs })).toMatchObject([{ cidrs, ports: [7] }]);
  });
});

describe("how an application is asked", () => {
  test("is what the settings say, within limits", () => {
    expect(jobOf({ pods })).toMatchObject({
      metrics_path: "/metrics",
      scheme: "http",
      honor_labels: false,
      label_limit: 40,
      label_name_length_limit: 200,
      label_value_length_limit: 2000,
      body_size_limit: "33554432B",
    });
    expect(
      jobOf({
        pods,
        path: "/stats",
        scheme: "https",
        scrapeInterval: "20s",
        scrapeTimeout: "5s",
        labelsOf: "application",
        limits: { samples: 7, labels: 8, labelNameLength: 9, labelValueLength: 10, body: "1Ki" },
      }),
    ).toMatchObject({
      metrics_path: "/stats",
      scheme: "https",
      scrape_interval: "20s",
      scrape_timeout: "5s",
      honor_labels: true,
      sample_limit: 7,
      label_limit: 8,
      label_name_length_limit: 9,
      label_value_length_limit: 10,
      body_size_limit: "1024B",
    });
  });

  test("with a password or token is by files: of the stack's own secrets, or of the cluster's", () => {
    const basic = { username: "prom", password: { secret: "chatPassword" } };
    const own = scraped({ pods, authentication: { basic } });
    expect(own.jobs).toMatchObject([
      { basic_auth: { username: "prom", password_file: "/etc/prometheus/credentials/chat-password" } },
    ]);
    expect(own.credentials).toEqual([{ "chat-password": { secret: "chatPassword" } }]);

    const token = { kubernetesSecret: "vllm.metrics", key: "token" };
    const existing = scraped({ pods, authentication: { bearer: { token } } });
    expect(existing.jobs).toMatchObject([
      { authorization: { credentials_file: "/etc/prometheus/credentials/chat-token" } },
    ]);
    expect(existing.credentials).toEqual([{ "chat-token": token }]);
  });

  test("with Prometheus' own token is by the file of its account, which is no secret of the stack's", () => {
    const own = scraped({ pods, tls: { verification: "none" }, authentication: { serviceAccount: true } });
    expect(own.jobs).toMatchObject([
      { scheme: "https", authorization: { credentials_file: "/var/run/secrets/kubernetes.io/serviceaccount/token" } },
    ]);
    expect(own.credentials).toEqual([{}]);
  });

  test("with TLS is over https, verified unless the settings say otherwise", () => {
    const files = "/etc/prometheus/credentials";
    expect(jobOf({ pods, tls: {} })).toMatchObject({ scheme: "https", tls_config: {} });
    expect(jobOf({ pods, tls: {} }).tls_config).toEqual({});
    const ca = { kubernetesSecret: "ca", key: "ca.crt" };
    const all = scraped({ pods, tls: { ca, serverName: "chat.llm.svc", clientCertificate: "us" } });
    expect(all.jobs[0]?.tls_config).toEqual({
      ca_file: `${files}/chat-ca.crt`,
      cert_file: `${files}/chat-tls.crt`,
      key_file: `${files}/chat-tls.key`,
      server_name: "chat.llm.svc",
    });
    expect(all.credentials).toEqual([
      {
        "chat-ca.crt": ca,
        "chat-tls.crt": { kubernetesSecret: "us", key: "tls.crt" },
        "chat-tls.key": { kubernetesSecret: "us", key: "tls.key" },
      },
    ]);
    expect(jobOf({ pods, tls: { verification: "none" } }).tls_config).toEqual({ insecure_skip_verify: true });
  });
});

describe("what is stored of an application", () => {
  test("is all, with a label of its own that is called as ours", () => {
    const exposed = { __name__: "jvm_threads", application: "chat", exported_application: "billing", job: "chat" };
    expect(stored(jobOf({ pods }), exposed)).toEqual({ __name__: "jvm_threads", application: "billing", job: "chat" });
    const plain = { __name__: "vllm:requests", application: "chat" };
    expect(stored(jobOf({ pods }), plain)).toEqual(plain);
  });

  test("is what is kept and not dropped, by whole names", () => {
    const job = jobOf({ pods, metrics: { keep: ["vllm:.+|process_.+", "up2"], drop: [".+_created"] } });
    const names = ["vllm:a", "process_b", "up2", "up22", "x_vllm:a", "vllm:a_created"];
    expect(names.filter((name) => stored(job, { __name__: name }) !== undefined)).toEqual([
      "vllm:a",
      "process_b",
      "up2",
    ]);
  });

  test("loses and gets labels", () => {
    const job = jobOf({ pods, labels: { add: { tier: "gold", price: "5$1" }, drop: ["pid"] } });
    expect(stored(job, { __name__: "a", pid: "1", pid_file: "2" })).toEqual({ __name__: "a", pid_file: "2" });
    expect(target(job, pod)).toMatchObject({ tier: "gold", application: "chat" });
    // A dollar sign is doubled, or Prometheus would put a group of the expression there.
    expect(job.relabel_configs).toContainEqual({ target_label: "price", replacement: "5$$1" });
  });
});

test("its place in the budget is its targets times their series, at its own pace", () => {
  const seriesOf = (application: Record<string, unknown>) =>
    applications.series?.(settingsWith({ applications: { chat: application } }), {
      scrapeJobs: 1,
      ruleGroups: 1,
      shards: 1,
    }).jobs;
  expect(seriesOf({ pods })).toMatchObject([{ job: "chat", targets: 5, metrics: [{ series: 5000 }], labels: 40 }]);
  expect(seriesOf({ targets: ["a:1", "b:1"], cidrs })).toMatchObject([{ targets: 2, metrics: [{ series: 2000 }] }]);
  expect(seriesOf({ pods, size: { targets: 3, seriesPerTarget: 7 }, scrapeInterval: "1m" })).toMatchObject([
    { targets: 3, metrics: [{ series: 21 }], scrapeSeconds: 60 },
  ]);
});

test("without applications nothing is observed", () => {
  expect(applications.observe(settingsWith())).toBeUndefined();
  expect(applications.observe(settingsWith({ applications: {} }))).toBeUndefined();
});

describe("an application that sends its metrics", () => {
  const logs = { logs: { store: "volume" }, estimate: { nodes: 50 } };
  const all = {
    chat: {
      sends: "otlp",
      serviceName: "webui",
      metrics: { keep: ["a[.].+"] },
      size: { targets: 8, seriesPerTarget: 300 },
    },
    other: { sends: "otlp", labels: { add: { tier: "gold" }, drop: ["pid"] } },
  };
  const settings = settingsWith({ applications: all, ...logs });

  test("has neither a job nor a way to it; the agents know it", () => {
    const found = applications.observe(settings);
    expect([found?.jobs, found?.calls, found?.credentials]).toEqual([[], [], []]);
    expect(found?.senders).toEqual([
      { name: "chat", service: "webui", keep: ["a[.].+"], drop: [], add: {}, lose: [] },
      { name: "other", service: "other", drop: [], add: { tier: "gold" }, lose: ["pid"] },
    ]);
    expect(found?.applications?.map(({ metrics, jobs }) => [metrics, jobs])).toEqual([
      ["sent", []],
      ["sent", []],
    ]);
  });

  test("has its place in the estimate; all of its processes may be on one node", () => {
    const [job, ...more] = applications.series?.(settings, { scrapeJobs: 1, ruleGroups: 1, shards: 1 }).jobs ?? [];
    expect(more).toEqual([]);
    expect(job).toMatchObject({ job: "otel-agent-applications", targets: 50, samplesOfTarget: 7400 });
    expect(job?.metrics.map(({ series }) => series)).toEqual([2400, 5000]);
  });
});
