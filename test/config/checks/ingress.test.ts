import { describe, expect, test } from "vitest";
import { parseSettings } from "../../../config/settings.ts";
import { localSettings, problemsOf, traefik } from "../problems-of.ts";

const asking = { "traefik.ingress.kubernetes.io/router.middlewares": "traefik-login@kubernetescrd" };
const gateway = { host: "a.example.com", gateway: { name: "public", namespace: "gateways", listener: "https" } };
const objectStore = {
  kind: "s3",
  endpoint: "minio.storage.svc:9000",
  buckets: { metrics: "blocks" },
  accessKey: { secret: "accessKey" },
  secretKey: { secret: "secretKey" },
};
const servers = [
  ["prometheus", "externalUrl"],
  ["alertmanager", "externalUrl"],
  ["grafana", "url"],
] as const;

describe.each(servers)("%s", (server, key) => {
  const settings = (changes: object) => parseSettings(localSettings({ [server]: changes }), "test")[server];

  test(`has its \`${key}\` from its ingress, unless one is set`, () => {
    const ingress = traefik("a.example.com", { annotations: asking });
    expect(settings({ ingress })).toMatchObject({ [key]: "https://a.example.com" });
    expect(settings({ ingress, [key]: "https://a.example.com:8443" })).toMatchObject({
      [key]: "https://a.example.com:8443",
    });
  });

  test("is reached by the host that people are told", () => {
    const ingress = traefik("a.example.com", { annotations: asking });
    expect(problemsOf(localSettings({ [server]: { ingress, [key]: "https://b.example.com" } }))).toEqual({
      [`aiobs:${server}.ingress.host`]: `found "a.example.com"; differs from the host of aiobs:${server}.${key}, "b.example.com"; make them the same`,
    });
  });

  test("has no address that the network policy lets nobody come from", () => {
    expect(problemsOf(localSettings({ [server]: { [key]: "https://a.example.com" } }))).toEqual({
      [`aiobs:${server}.${key}`]: expect.stringContaining(
        `leads nowhere: the network policy lets nobody in without aiobs:${server}.ingress`,
      ),
    });
    // A port forward does not pass the policy.
    expect(problemsOf(localSettings({ [server]: { [key]: "http://localhost:9999" } }))).toEqual({});
  });
});

describe.each(["prometheus", "alertmanager"])("%s, which asks nobody who they are,", (server) => {
  const problems = (ingress: object) => problemsOf(localSettings({ [server]: { ingress } }));

  test.each([
    ["nothing", {}],
    ["a load balancer that asks nobody", { "alb.ingress.kubernetes.io/auth-type": "none" }],
    [
      "a load balancer that lets in who does not answer",
      {
        "alb.ingress.kubernetes.io/auth-type": "oidc",
        "alb.ingress.kubernetes.io/auth-on-unauthenticated-request": "allow",
      },
    ],
    ["an empty list of middlewares", { "traefik.ingress.kubernetes.io/router.middlewares": "" }],
    ["the annotation of a controller that is retired", { "nginx.ingress.kubernetes.io/auth-url": "https://a" }],
  ])("is not opened by an Ingress with %s", (_, annotations) => {
    expect(problems(traefik("a.example.com", { annotations }))).toEqual({
      [`aiobs:${server}.ingress.annotations`]: expect.stringContaining(`${server} asks nobody who they are`),
    });
  });

  test.each([asking, { "alb.ingress.kubernetes.io/auth-type": "oidc" }, { "nginx.org/basic-auth-secret": "people" }])(
    "is opened by one with %j",
    (annotations) => {
      expect(problems(traefik("a.example.com", { annotations }))).toEqual({});
    },
  );

  test("is opened by a gateway with a filter alone", () => {
    const route = { ...gateway, from: { namespace: "gateways" } };
    expect(problems(route)).toEqual({
      [`aiobs:${server}.ingress.filter`]: expect.stringContaining("name a filter of the gateway's that does"),
    });
    expect(problems({ ...route, filter: { group: "traefik.io", kind: "Middleware", name: "login" } })).toEqual({});
  });
});

describe.each([
  ["Loki", "logs.ingress", (ingress: object) => ({ logs: { store: "volume", ingress } })],
  ["Tempo", "traces.ingress", (ingress: object) => ({ traces: { store: "volume", ingress } })],
  ["Thanos", "thanos.query.ingress", (ingress: object) => ({ objectStore, thanos: { query: { ingress } } })],
] as const)("%s, which asks nobody who they are,", (name, path, settings) => {
  const problems = (ingress: object) => problemsOf(localSettings(settings(ingress)));

  test("is opened where something asks, and refused where nothing does", () => {
    expect(problems(traefik("a.example.com"))).toEqual({
      [`aiobs:${path}.annotations`]: expect.stringContaining(`${name} asks nobody who they are`),
    });
    expect(problems(traefik("a.example.com", { annotations: asking }))).toEqual({});
    const route = { ...gateway, from: { namespace: "gateways" } };
    expect(problems(route)).toEqual({
      [`aiobs:${path}.filter`]: expect.stringContaining(`${name} asks nobody who they are`),
    });
    expect(problems({ ...route, filter: { group: "traefik.io", kind: "Middleware", name: "login" } })).toEqual({});
  });
});

test("two ways in have two hosts", () => {
  const ingress = traefik("a.example.com", { annotations: asking });
  expect(problemsOf(localSettings({ prometheus: { ingress }, logs: { store: "volume", ingress } }))).toEqual({
    "aiobs:logs.ingress.host": 'found "a.example.com"; leads to aiobs:prometheus already; give each a host of its own',
  });
});

test("an edge has no way in to what its central stack keeps", () => {
  const centre = { stack: "acme/aiobs/central", host: "edges.example.com", grafanaUrl: "https://g.example.com" };
  const ingress = traefik("a.example.com", { annotations: asking });
  const logs = { store: "centre", ingress };
  const traces = { store: "centre", queriedFrom: [{ namespace: "ci" }] };
  expect(problemsOf(localSettings({ centre, logs, traces }))).toEqual({
    "aiobs:logs.ingress": expect.stringContaining("kept by the central stack"),
    "aiobs:traces.queriedFrom": expect.stringContaining("kept by the central stack"),
  });
});

test("Grafana, which has a login, needs no other", () => {
  expect(problemsOf(localSettings({ grafana: { ingress: { ...gateway, from: "nodes" } } }))).toEqual({});
});

test("an ingress is of one kind, and says who forwards", () => {
  const problems = (ingress: object) => problemsOf(localSettings({ grafana: { ingress } }));
  expect(problems({ ...gateway, from: "nodes", className: "traefik" })).toEqual({
    "aiobs:grafana.ingress.gateway": 'not allowed beside "className"; remove one of them',
  });
  expect(problems(gateway)).toEqual({
    "aiobs:grafana.ingress.from": expect.stringContaining('expected "nodes", { namespace: traefik } or { cidrs:'),
  });
  expect(problems(traefik("a.example.com", { from: { cidrs: ["10.0.0.1/8"] } }))).toEqual({
    "aiobs:grafana.ingress.from.cidrs[0]": expect.stringContaining('did you mean "10.0.0.0/8"?'),
  });
});

test("a page without an ingress is where people get to it, where no network policy stands in between", () => {
  const prometheus = { externalUrl: "https://prometheus.example.com" };
  const problems = (networkPolicies: string) =>
    problemsOf(localSettings({ cluster: { name: "local", networkPolicies }, prometheus }));
  expect(problems("kubernetes")).toEqual({ "aiobs:prometheus.externalUrl": expect.stringContaining("leads nowhere") });
  expect(problems("off")).toEqual({});
});
