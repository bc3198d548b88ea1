import { expect, test } from "vitest";
import { localSettings, problemsOf } from "../problems-of.ts";

const withPrometheus = (prometheus: Record<string, unknown>) => problemsOf(localSettings({ prometheus }));

test("blocks may fill 85 % of the volume", () => {
  expect(withPrometheus({ storage: "100Gi", retention: { size: "85Gi" } })).toEqual({});
});

test("more than 85 % of the volume is refused with the most that is allowed", () => {
  expect(withPrometheus({ storage: "100Gi", retention: { size: "86Gi" } })).toEqual({
    "aiobs:prometheus.retention.size":
      'found "86Gi"; leaves no room for the write-ahead log and compaction; expected at most 85Gi, 85 % of storage 100Gi',
  });
});

test("what is reckoned when the size is left out always fits, however small the volume", () => {
  expect(withPrometheus({ storage: "1Gi" })).toEqual({});
  expect(withPrometheus({ storage: "64Ti" })).toEqual({});
});

test("a scrape is given up before the next one starts", () => {
  expect(withPrometheus({ scrapeInterval: "30s", scrapeTimeout: "30s" })).toEqual({});
  expect(withPrometheus({ scrapeInterval: "30s", scrapeTimeout: "31s" })).toEqual({
    "aiobs:prometheus.scrapeTimeout": 'found "31s"; expected at most scrapeInterval, 30s',
  });
});

test.each([
  ["a login in a header", { headers: { authorization: "Bearer x" } }, "headers.authorization", "`authentication`"],
  ["a header of Prometheus' own", { headers: { "Content-Type": "x" } }, "headers.Content-Type", "does not set itself"],
  ["the name of the stack's own queue", { name: "thanos" }, "name", "another name"],
  ["plain http outside the cluster", { url: "http://mimir.example.com/push" }, "url", "https"],
  ["TLS over http", { url: "http://mimir.mimir.svc/push", tls: {} }, "tls", "write https"],
  ["no login in a login", { authentication: {} }, "authentication", "set one of them"],
  [
    "a password in plain text",
    { authentication: { bearer: { token: "x" } } },
    "authentication.bearer.token",
    "{ secret: <name> }",
  ],
  ["networks of a Service", { url: "http://mimir.mimir.svc/push", cidrs: ["10.0.0.0/8"] }, "cidrs", "remove it"],
])("a store with %s is refused", (_, changes, at, message) => {
  const store = { name: "mimir", url: "https://mimir.example.com/push", ...changes };
  expect(problemsOf(localSettings({ prometheus: { remoteWrite: [store] } }))).toEqual({
    [`aiobs:prometheus.remoteWrite[0].${at}`]: expect.stringContaining(message),
  });
});

test("no two stores have one name", () => {
  const remoteWrite = [1, 2].map((number) => ({ name: "mimir", url: `https://${number}.example.com/push` }));
  expect(problemsOf(localSettings({ prometheus: { remoteWrite } }))).toEqual({
    "aiobs:prometheus.remoteWrite[1]": expect.stringContaining("remove one"),
  });
});

test("samples are pushed to the only replica, or to Thanos", () => {
  const pushedFrom = [{ namespace: "ci" }];
  expect(withPrometheus({ pushedFrom })).toEqual({});
  expect(withPrometheus({ pushedFrom, replicas: 2 })).toEqual({
    "aiobs:prometheus.pushedFrom": expect.stringContaining("one replica of several"),
  });
  const objectStore = {
    kind: "s3",
    endpoint: "minio.storage.svc:9000",
    buckets: { metrics: "blocks" },
    accessKey: { secret: "accessKey" },
    secretKey: { secret: "secretKey" },
  };
  expect(problemsOf(localSettings({ prometheus: { pushedFrom, replicas: 2 }, thanos: {}, objectStore }))).toEqual({});
});

const WORKSPACE = "https://aps-workspaces.eu-central-1.amazonaws.com/workspaces/ws-1/api/v1/remote_write";
const account = { aws: { region: "eu-central-1", accountId: "111122223333" }, foundation: { clusterName: "acme" } };
const signed = (changes: object = {}, sigv4: object = {}) => ({
  prometheus: { remoteWrite: [{ name: "amp", url: WORKSPACE, authentication: { sigv4 }, ...changes }] },
});

test("signed writes go to a workspace of Amazon's, by a role of a known account and cluster", () => {
  const at = "aiobs:prometheus.remoteWrite[0]";
  expect(problemsOf(localSettings({ ...account, ...signed() }))).toEqual({});
  expect(problemsOf(localSettings({ ...account, ...signed({ url: "https://mimir.example.com/push" }) }))).toEqual({
    [`${at}.url`]: expect.stringContaining("is of no workspace"),
  });
  expect(problemsOf(localSettings(signed()))).toEqual({
    [`${at}.authentication.sigv4`]: expect.stringContaining("set aiobs:aws"),
    [`${at}.authentication.sigv4.identity`]: expect.stringContaining("aiobs:foundation.clusterName"),
  });
  expect(problemsOf(localSettings({ ...account, ...signed({}, { identity: "irsa" }) }))).toEqual({
    [`${at}.authentication.sigv4.identity`]: expect.stringContaining("aiobs:foundation.oidcProvider"),
  });
});

test("a store knows Prometheus by one thing, and all signed writes are by one role", () => {
  const bearer = { token: { secret: "token" } };
  const both = { authentication: { sigv4: {}, bearer } };
  expect(problemsOf(localSettings({ ...account, ...signed(both) }))).toEqual({
    "aiobs:prometheus.remoteWrite[0].authentication": expect.stringMatching(
      /names (?:sigv4 and bearer|bearer and sigv4)/,
    ),
  });
  const oidcProvider = {
    arn: "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/X",
    url: "https://oidc.eks.eu-central-1.amazonaws.com/id/X",
  };
  const foundation = { clusterName: "acme", oidcProvider };
  const remoteWrite = [
    { name: "a", url: WORKSPACE, authentication: { sigv4: {} } },
    { name: "b", url: WORKSPACE.replace("ws-1", "ws-2"), authentication: { sigv4: { identity: "irsa" } } },
  ];
  expect(problemsOf(localSettings({ ...account, foundation, prometheus: { remoteWrite } }))).toEqual({
    "aiobs:prometheus.remoteWrite[1].authentication.sigv4.identity":
      'found "irsa"; differs from that of another store, pod-identity; a pod has one',
  });
});
