import { expect, test } from "vitest";
import { parse } from "yaml";
import { outsideSecrets, renderDatasources } from "../../../components/visualisation/datasources.ts";
import { grafana } from "../../../components/visualisation/grafana.ts";
import { outsideSources } from "../../../components/visualisation/outside-sources.ts";
import { place } from "../plan-of.ts";
import { settingsWith } from "../settings.ts";

const url = "https://mimir.example.com:8443/prometheus";
const settings = settingsWith({
  prometheus: {
    remoteWrite: [
      {
        name: "mimir",
        url: "https://mimir.example.com:8443/api/v1/push",
        dataSource: {
          url,
          kind: "Mimir",
          cidrs: ["10.9.0.0/24"],
          headers: { "X-Scope-OrgID": "a$b" },
          authentication: { bearer: { token: { kubernetesSecret: "mimir", key: "token" } } },
          tls: { ca: { kubernetesSecret: "ca", key: "ca.crt" }, clientCertificate: "us", serverName: "mimir" },
        },
      },
      { name: "archive", url: "https://archive.example.com/push" },
    ],
  },
});
const outside = outsideSources(place, settings);
const folder = "/etc/grafana-outside/remote-mimir";

test("a store that samples are written to is a data source, where it says how it is asked", () => {
  const { datasources } = parse(renderDatasources(place, [], outside));
  expect(datasources).toEqual([
    {
      name: "mimir",
      uid: "remote-mimir",
      type: "prometheus",
      access: "proxy",
      url,
      editable: false,
      jsonData: {
        httpMethod: "POST",
        timeInterval: "15s",
        prometheusType: "Mimir",
        tlsAuthWithCACert: true,
        tlsAuth: true,
        serverName: "mimir",
        httpHeaderName1: "Authorization",
        httpHeaderName2: "X-Scope-OrgID",
      },
      secureJsonData: {
        tlsCACert: `$__file{${folder}.tlsCACert}`,
        tlsClientCert: `$__file{${folder}.tlsClientCert}`,
        tlsClientKey: `$__file{${folder}.tlsClientKey}`,
        httpHeaderValue1: `Bearer $__file{${folder}.httpHeaderValue1}`,
        httpHeaderValue2: "a$$b",
      },
    },
  ]);
});

test("what the file names is in Grafana's pod, and Grafana may call the store", () => {
  expect(outsideSecrets(outside)).toEqual([
    {
      name: "outside",
      mountPath: "/etc/grafana-outside",
      files: {
        "remote-mimir.httpHeaderValue1": { kubernetesSecret: "mimir", key: "token" },
        "remote-mimir.tlsCACert": { kubernetesSecret: "ca", key: "ca.crt" },
        "remote-mimir.tlsClientCert": { kubernetesSecret: "us", key: "tls.crt" },
        "remote-mimir.tlsClientKey": { kubernetesSecret: "us", key: "tls.key" },
      },
      onChange: "restart",
    },
  ]);
  const alerting = { groups: [], removed: [], contact: undefined, policy: "own" } as const;
  const { calls } = grafana({ place, settings: settings.grafana, alerting, outside });
  expect(calls).toContainEqual({
    to: { kind: "addresses", name: "mimir", cidrs: ["10.9.0.0/24"] },
    ports: [{ number: 8443, protocol: "TCP" }],
    why: "query and show",
  });
});
