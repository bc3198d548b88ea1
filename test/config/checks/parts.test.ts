import { expect, test } from "vitest";
import { localSettings, problemsOf } from "../problems-of.ts";

const problems = (parts: object, more: object = {}) => problemsOf(localSettings({ parts, ...more }));

test("an unknown part is refused, with the name that was probably meant", () => {
  expect(problems({ "node-exportr": { cpu: 1 } })).toEqual({
    "aiobs:parts.node-exportr": expect.stringContaining('did you mean "node-exporter"?'),
  });
});

test("an unknown word of a part is refused, and the others are taken", () => {
  expect(problems({ grafana: { cpus: 1, memory: "2Gi" } })).toEqual({
    "aiobs:parts.grafana.cpus": expect.stringContaining('did you mean "cpu"?'),
  });
});

test("what a part's own section says is said there alone", () => {
  expect(
    problems({
      prometheus: { memory: "8Gi", cpu: 2 },
      "dcgm-exporter": { memory: "2Gi" },
      "otel-sampler": { memory: "2Gi" },
    }),
  ).toEqual({
    "aiobs:parts.prometheus.cpu": expect.stringContaining("aiobs:prometheus.cpu"),
    "aiobs:parts.prometheus.memory": expect.stringContaining("aiobs:prometheus.memory"),
    "aiobs:parts.dcgm-exporter.memory": expect.stringContaining("aiobs:dcgmExporter.memory"),
    "aiobs:parts.otel-sampler.memory": expect.stringContaining("aiobs:traces.spansPerSecond"),
  });
});

test("what is certain to be too little is refused", () => {
  expect(problems({ "thanos-query-frontend": { memory: "512Mi" } })).toEqual({
    "aiobs:parts.thanos-query-frontend.memory": expect.stringContaining("at least 1Gi"),
  });
});

test("a part without volumes or arguments takes no setting of them", () => {
  expect(
    problems({ canary: { arguments: ["--fast"], storageClass: "gp3" }, grafana: { storageClass: "gp3" } }),
  ).toEqual({
    "aiobs:parts.canary.arguments": expect.stringContaining("takes no arguments"),
    "aiobs:parts.canary.storageClass": expect.stringContaining("no volumes"),
  });
});

test("tolerations are what Kubernetes takes", () => {
  expect(
    problems({
      grafana: {
        tolerations: [
          { value: "a" },
          { key: "team", operator: "Exists", value: "a" },
          { operator: "Exists", tolerationSeconds: 60 },
          { key: "team", value: "a", effect: "NoExecute", tolerationSeconds: 60 },
          { operator: "Exists" },
        ],
      },
    }),
  ).toEqual({
    "aiobs:parts.grafana.tolerations[0].key": expect.stringContaining("operator: Exists"),
    "aiobs:parts.grafana.tolerations[1].value": expect.stringContaining("operator Exists"),
    "aiobs:parts.grafana.tolerations[2].tolerationSeconds": expect.stringContaining("NoExecute"),
  });
});

test.each([
  "grafana:latest",
  "grafana",
  "https://registry.example.com/grafana:1",
  "registry.example.com/grafana@sha256:abc",
])("an image that may be another one tomorrow, or is none, is refused: %s", (image) => {
  expect(problems({ grafana: { image } })).toEqual({
    "aiobs:parts.grafana.image": expect.stringContaining("expected the reference of an image"),
  });
});

const DIGEST = `sha256:${"0a".repeat(32)}`;

test.each([
  "grafana:13.2.3",
  "registry.example.com:5000/grafana/grafana:13.2.3",
  `registry.example.com/grafana@${DIGEST}`,
  `registry.example.com/grafana/grafana:13.2.3@${DIGEST}`,
])("a pinned image is taken: %s", (image) => {
  expect(problems({ grafana: { image } })).toEqual({});
});

test("a digest is of an image that the program has, in the version that it has", () => {
  const digests = { "quay.io/prometheus/alertmanager:v0.34.1": DIGEST, "docker.io/library/nginx:1": DIGEST };
  expect(problemsOf(localSettings({ images: { digests } }))).toEqual({
    'aiobs:images.digests["quay.io/prometheus/alertmanager:v0.34.1"]': expect.stringMatching(
      /did you mean "quay\.io\/prometheus\/alertmanager:v[\d.]+"\?/,
    ),
    'aiobs:images.digests["docker.io/library/nginx:1"]': expect.stringContaining("remove it, or use one of"),
  });
});

const EXISTING = { existing: { namespace: "monitoring", podLabels: { app: "x" }, port: 8080 } };

test("what the stack cannot do without is neither left out nor replaced, and the remedy is named", () => {
  expect(
    problems({
      "kube-state-metrics": { deploy: "off" },
      prometheus: { deploy: "off" },
      grafana: { deploy: EXISTING },
      canary: { deploy: "off" },
      "nvidia-device-plugin": { deploy: EXISTING },
    }),
  ).toEqual({
    "aiobs:parts.kube-state-metrics.deploy": expect.stringContaining("name the one that is there"),
    "aiobs:parts.prometheus.deploy": expect.stringContaining("does not work without"),
    "aiobs:parts.grafana.deploy": expect.stringContaining("cannot be an existing one"),
    "aiobs:parts.canary.deploy": expect.stringContaining("set aiobs:canary"),
    "aiobs:parts.nvidia-device-plugin.deploy": expect.stringContaining("cannot be an existing one"),
  });
});

test("of a part that the stack does not bring, nothing else is said", () => {
  const found = problems(
    { "node-exporter": { deploy: EXISTING, memory: "1Gi" }, "dcgm-exporter": { deploy: "off" } },
    { dcgmExporter: { memory: "2Gi" } },
  );
  expect(found).toEqual({
    "aiobs:parts.node-exporter.memory": expect.stringContaining("is of no part"),
    "aiobs:dcgmExporter": expect.stringContaining("is of no part"),
  });
});

test("node_exporter is not off where alerts on GPUs go by it", () => {
  const gpuNodes = { lab: { labels: { gpu: ["yes"] } } };
  const off = { deploy: "off" };
  expect(problems({ "node-exporter": off }, { gpuNodes })).toEqual({
    "aiobs:parts.node-exporter.deploy": expect.stringContaining("name the one that is there"),
  });
  expect(problems({ "node-exporter": off, "dcgm-exporter": off }, { gpuNodes })).toEqual({});
  expect(problems({ "node-exporter": off })).toEqual({});
});

test("an existing part is known by labels", () => {
  expect(problems({ "node-exporter": { deploy: { existing: { ...EXISTING.existing, podLabels: {} } } } })).toEqual({
    "aiobs:parts.node-exporter.deploy.existing.podLabels": expect.stringContaining("at least one label"),
  });
  expect(problems({ "node-exporter": { deploy: "of" } })).toEqual({
    "aiobs:parts.node-exporter.deploy": expect.stringContaining('"off"'),
  });
});
