import { describe, expect, test } from "vitest";
import { localSettings, problemsOf } from "../../config/problems-of.ts";

const pods = { namespaces: ["llm"], labels: { app: "vllm" }, ports: [8000] };
const cidrs = ["10.20.0.0/16"];
const withOne = (application: Record<string, unknown>) =>
  problemsOf(localSettings({ applications: { chat: application } }));

test.each([
  ["pods", { pods }],
  ["pods by the name of a port", { pods: { ...pods, ports: ["http-metrics"], network: "nodes" } }],
  ["a Service", { service: { namespace: "data", name: "qdrant", ports: ["http", 6333] } }],
  ["a Service whose endpoints are outside", { service: { namespace: "data", name: "db", ports: [9187] }, cidrs }],
  ["hosts", { targets: ["vllm-1.example.com:8000", "10.20.0.1:8000"], cidrs }],
  ["SRV records", { dns: { names: ["_vllm._tcp.example.com"], port: 8000 }, cidrs }],
  ["addresses in DNS", { dns: { names: ["vllm.example.com"], type: "A", port: 8000 }, cidrs }],
])("%s are enough", (_, application) => {
  expect(withOne(application)).toEqual({});
});

describe("what sends its metrics", () => {
  const sending = (all: Record<string, unknown>, more: Record<string, unknown> = {}) =>
    problemsOf(localSettings({ applications: all, logs: { store: "volume" }, ...more }));

  test("says no more than that, and perhaps under which name", () => {
    expect(sending({ chat: { sends: "otlp" }, other: { sends: "otlp", serviceName: "other-api" } })).toEqual({});
  });

  test("is not asked, so nothing says how", () => {
    const hint = "nobody asks it: it sends its metrics; remove it";
    expect(sending({ chat: { sends: "otlp", path: "/metrics", scheme: "http", cidrs } })).toEqual({
      "aiobs:applications.chat.path": hint,
      "aiobs:applications.chat.scheme": hint,
      "aiobs:applications.chat.cidrs": hint,
    });
    expect(sending({ chat: { sends: "otlp", pods } })["aiobs:applications.chat"]).toMatch(/names both pods and sends/);
  });

  test("needs an agent to send to, and a name of its own", () => {
    expect(withOne({ sends: "otlp" })).toEqual({
      "aiobs:applications.chat.sends":
        "there is no agent to send to; set logs or traces, whose agents take metrics as well",
    });
    expect(sending({ chat: { sends: "otlp" }, other: { sends: "otlp", serviceName: "chat" } })).toEqual({
      "aiobs:applications.other.serviceName": 'found "chat"; is what aiobs:applications.chat is called, too',
    });
  });

  test("is no server that is known to be asked", () => {
    expect(sending({ chat: { sends: "otlp", preset: "redis" } })).toEqual({
      "aiobs:applications.chat.sends":
        "redis sends no metrics that are known: it is asked for them; say where it runs: pods or service",
    });
  });
});

describe("what does not fit is refused at its place", () => {
  test.each<[string, Record<string, unknown>, string, string]>([
    ["nothing", {}, "", "does not say where it runs; set one of pods, service, targets, dns, monitors, sends"],
    [
      "two places",
      { pods, service: { namespace: "a", name: "b", ports: [1] } },
      "",
      "names both pods and service; leave one, and make another application of what the other finds",
    ],
    ["no port", { pods: { ...pods, ports: [] } }, ".pods.ports", "found an empty list; expected at least 1 entry"],
    [
      "no label",
      { pods: { ...pods, labels: {} } },
      ".pods.labels",
      "found a map; expected at least one label that the pods bear, e.g. { app.kubernetes.io/name: vllm }",
    ],
    [
      "hosts without networks",
      { targets: ["vllm-1:8000"] },
      ".cidrs",
      'found an empty list; needed with targets and dns: name the networks that they are in, such as "10.20.0.0/16"',
    ],
    [
      "networks of pods",
      { pods, cidrs },
      ".cidrs",
      "is for what is outside the cluster; pods are reached by their namespaces and labels; remove it",
    ],
    [
      "an address outside the networks",
      { targets: ["10.20.0.1:1", "10.21.0.1:1"], cidrs },
      ".targets[1]",
      'found "10.21.0.1:1"; is in none of aiobs:applications.chat.cidrs; add its network there',
    ],
    [
      "a host as SRV records",
      { dns: { names: ["vllm.example.com"], port: 1 }, cidrs },
      ".dns.names[0]",
      'found "vllm.example.com"; is not the name of SRV records, which begins with _; set type: A, or name the service as in _vllm._tcp.example.com',
    ],
    [
      "TLS over http",
      { pods, tls: {}, scheme: "http" },
      ".scheme",
      "there is tls, which http does not have; remove one of them",
    ],
    [
      "two logins",
      { pods, authentication: { basic: login("a"), bearer: { token: { secret: "b" } } } },
      ".authentication",
      "names both basic and bearer; set one of basic, bearer, serviceAccount",
    ],
    [
      "no login",
      { pods, authentication: {} },
      ".authentication",
      "names no login; set one of basic, bearer, serviceAccount",
    ],
    [
      "its own token over http",
      { pods, authentication: { serviceAccount: true } },
      ".authentication.serviceAccount",
      "would send the token in plain text; set tls; {} verifies by the image's authorities",
    ],
    [
      "its own token to a host elsewhere",
      { targets: ["a.example.com:443"], cidrs: ["10.1.0.0/16"], tls: {}, authentication: { serviceAccount: true } },
      ".authentication.serviceAccount",
      "would send the token out of the cluster; use bearer, with a token of that server's",
    ],
    [
      "a timeout above the interval",
      { pods, scrapeInterval: "5s", scrapeTimeout: "6s" },
      ".scrapeTimeout",
      'found "6s"; expected at most its scrapeInterval, 5s',
    ],
    [
      "a timeout above the interval of all",
      { pods, scrapeTimeout: "16s" },
      ".scrapeTimeout",
      'found "16s"; expected at most its scrapeInterval, 15s',
    ],
  ])("%s", (_, application, place, message) => {
    expect(withOne(application)).toEqual({ [`aiobs:applications.chat${place}`]: message });
  });
});

describe("what cannot be read is refused, all of it at once", () => {
  test("a password and a token in plain text, which are not shown", () => {
    const found =
      "found a plain value (not shown); expected { secret: <name> }, the name of a secret that was set with: ";
    const problems = withOne({
      pods,
      authentication: { basic: { username: "p", password: "hunter2" }, bearer: { token: "hunter2" } },
    });
    expect(problems["aiobs:applications.chat.authentication.basic.password"]).toMatch(found);
    expect(problems["aiobs:applications.chat.authentication.bearer.token"]).toMatch(found);
    expect(JSON.stringify(problems)).toContain("pulumi config set --secret <name>");
    expect(JSON.stringify(problems)).not.toContain("hunter2");
  });

  test("durations, expressions, labels that are the target's own, a key where certificates belong", () => {
    const problems = withOne({
      pods,
      scrapeInterval: "15 parsecs",
      path: "metrics",
      metrics: { keep: ["(vllm"] },
      labels: { add: { cluster: "x" }, drop: ["__name__"] },
      tls: { ca: "-----BEGIN PRIVATE KEY-----" },
      limits: { body: "1PB" },
      team: "Chat Team",
    });
    expect(Object.keys(problems)).toEqual(
      [
        "labels.add.cluster",
        "labels.drop[0]",
        "limits.body",
        "metrics.keep[0]",
        "path",
        "scrapeInterval",
        "team",
        "tls.ca",
      ].map((at) => `aiobs:applications.chat.${at}`),
    );
    expect(problems["aiobs:applications.chat.path"]).toContain('did you mean "/metrics"?');
  });
});

function login(secret: string) {
  return { username: "p", password: { secret } };
}
