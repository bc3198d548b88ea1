import { expect, test } from "vitest";
import { localSettings, problemsOf, prodSettings, traefik } from "../problems-of.ts";

const centre = { stack: "acme/aiobs/central", host: "edges.example.com", grafanaUrl: "https://grafana.example.com" };
const edge = (changes: object = {}) => problemsOf(localSettings({ centre, ...changes }));

const s3 = {
  kind: "s3",
  endpoint: "minio.storage.svc:9000",
  buckets: { metrics: "acme-metrics" },
  accessKey: { secret: "accessKey" },
  secretKey: { secret: "secretKey" },
};
const edges = (changes: object = {}) => ({ ingress: traefik("edges.example.com"), clusters: ["gpu-eu"], ...changes });

test("an edge that keeps nothing itself is taken, in production without an Alertmanager and a Grafana of its own", () => {
  expect(edge({ logs: { store: "centre" }, traces: { store: "centre" } })).toEqual({});
  const { alertmanager: _, grafana: __, ...prod } = prodSettings({ centre });
  expect(problemsOf(prod)).toEqual({});
});

test.each([
  ["thanos", {}],
  ["objectStore", s3],
  ["alertmanager", { replicas: 1 }],
  ["grafana", { delivery: "configmap" }],
  ["edges", edges()],
  ["canary", "on"],
])("an edge has no %s of its own", (key, value) => {
  expect(edge({ [key]: value })).toHaveProperty([`aiobs:${key}`]);
});

test.each(["logs", "traces"])("%s are kept by the centre in an edge, and nowhere else by it", (key) => {
  const store = `aiobs:${key}.store`;
  expect(edge({ [key]: { store: "volume" } })).toEqual({ [store]: expect.stringContaining("write store: centre") });
  expect(problemsOf(localSettings({ [key]: { store: "centre" } }))).toEqual({
    [store]: 'found "centre"; there is no aiobs:centre that would keep them',
  });
});

test("in a shared edge it is the centre's Grafana that people must reach", () => {
  const {
    alertmanager: _,
    grafana: __,
    ...prod
  } = prodSettings({
    centre: { ...centre, grafanaUrl: "http://localhost:3000" },
  });
  expect(Object.keys(problemsOf(prod))).toEqual(["aiobs:centre.grafanaUrl"]);
});

test("a stack with edges has Thanos, and is none of them", () => {
  const settings = { objectStore: s3, thanos: {}, edges: edges() };
  expect(problemsOf(localSettings(settings))).toEqual({});
  const existing = { addresses: ["alertmanager.alerts.svc:9093"] };
  expect(problemsOf(localSettings({ ...settings, alertmanager: { existing } }))).toEqual({
    "aiobs:edges": expect.stringContaining("it has none"),
  });
  expect(problemsOf(localSettings({ edges: edges() }))).toEqual({
    "aiobs:edges": expect.stringContaining("set aiobs:thanos"),
  });
  expect(problemsOf(localSettings({ ...settings, edges: edges({ clusters: ["gpu-eu", "local"] }) }))).toEqual({
    "aiobs:edges.clusters[1]": expect.stringContaining("this stack's own cluster"),
  });
});
