import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { placeFacts } from "../../../components/place.ts";
import { serversOf } from "../../../components/servers.ts";
import type { Server } from "../../../components/workload/server.ts";
import { routingFile } from "../../../preview/routing-file.ts";
import { systems } from "../../../systems/all.ts";
import { loadContent } from "../../../systems/load-content.ts";
import { partsElsewhere } from "../../../systems/parts-elsewhere.ts";
import { CERTIFICATE } from "../../config/types/certificate.ts";
import { settingsWith } from "../settings.ts";

const CA = `${CERTIFICATE}\n`;
const replicas = [0, 1].map((n) => `alertmanager-main-${n}.alertmanager-operated.ops.svc:9093`);
const basic = { basic: { username: "aiobs", password: { secret: "alertsPassword" } } };

/** The servers of a stack that sends its alerts to an Alertmanager that is there, sharded, so that the ruler sends some. */
function stack(existing: object, changes: object = {}) {
  const settings = settingsWith({
    alertmanager: { existing: { addresses: replicas, ...existing } },
    prometheus: { shards: 2 },
    objectStore: {
      kind: "s3",
      endpoint: "minio.storage.svc:9000",
      buckets: { metrics: "blocks" },
      accessKey: { secret: "accessKey" },
      secretKey: { secret: "secretKey" },
    },
    thanos: {},
    ...changes,
  });
  const servers = Object.values(
    serversOf(placeFacts("test", settings), settings, { ...loadContent(systems, settings), placement: () => "ruler" }),
  ).flat();
  const named = (name: string): Server => {
    const found = servers.find((server) => server.name === name);
    if (found === undefined) throw new Error(`no ${name}`);
    return found;
  };
  return { settings, servers, named };
}

function file({ config = [] }: Server, name: string) {
  return parse(config.find(({ files }) => name in files)?.files[name] ?? "");
}

const alertmanagers = (server: Server) => file(server, "prometheus.yml").alerting.alertmanagers;

describe("an Alertmanager that is there already", () => {
  test("is brought by nobody, and not scraped", () => {
    const { servers, named } = stack({});
    expect(servers.map(({ name }) => name)).not.toContain("alertmanager");
    const jobs = file(named("prometheus"), "prometheus.yml").scrape_configs;
    expect(jobs.map((job: { job_name: string }) => job.job_name)).not.toContain("alertmanager");
  });

  test("is told by Prometheus and by Thanos' ruler, at every address", () => {
    const { named } = stack({ pathPrefix: "/alerts" });
    expect(alertmanagers(named("prometheus"))).toEqual([
      { path_prefix: "/alerts", static_configs: [{ targets: replicas }] },
    ]);
    expect(file(named("thanos-ruler"), "alertmanagers.yaml").alertmanagers).toEqual([
      { static_configs: replicas, scheme: "http", path_prefix: "/alerts", api_version: "v2", timeout: "10s" },
    ]);
  });

  test("is shown a user and password, or a token, from files alone, each in the words of who sends", () => {
    const password = "/etc/prometheus/credentials/send.alerts-password";
    const login = stack({ authentication: basic, tls: { ca: CA, serverName: "alerts.example.com" } });
    expect(alertmanagers(login.named("prometheus"))).toMatchObject([
      {
        scheme: "https",
        basic_auth: { username: "aiobs", password_file: password },
        tls_config: { ca: CA, server_name: "alerts.example.com" },
      },
    ]);
    const ruler = login.named("thanos-ruler");
    expect(file(ruler, "alertmanagers.yaml").alertmanagers).toMatchObject([
      {
        scheme: "https",
        http_config: {
          basic_auth: { username: "aiobs", password_file: password },
          tls_config: { ca_file: "/etc/thanos/alertmanager-ca.crt", server_name: "alerts.example.com" },
        },
      },
    ]);
    expect(ruler.config?.find(({ name }) => name === "config")?.files["alertmanager-ca.crt"]).toBe(CA);

    const key = { kubernetesSecret: "alerts", key: "token" };
    const token = stack({ authentication: { bearer: { token: key } } });
    for (const name of ["prometheus", "thanos-ruler"]) {
      const files = token.named(name).secrets?.flatMap((directory) => Object.entries(directory.files));
      expect(files).toContainEqual(["send.alerts-token", key]);
    }
    expect(alertmanagers(token.named("prometheus"))).toMatchObject([
      { authorization: { credentials_file: "/etc/prometheus/credentials/send.alerts-token" } },
    ]);
    expect(file(token.named("thanos-ruler"), "alertmanagers.yaml").alertmanagers).toMatchObject([
      { http_config: { bearer_token_file: "/etc/prometheus/credentials/send.alerts-token" } },
    ]);
  });

  test.each([
    ["Services of a namespace", { targetPort: 9094 }, { kind: "namespace", namespace: "ops" }, [9093, 9094]],
    [
      "a private network",
      { addresses: ["am.example.com:9093"], cidrs: ["10.9.0.0/16"] },
      { kind: "addresses", cidrs: ["10.9.0.0/16"] },
      [9093],
    ],
    ["the internet", { addresses: ["am.example.com:8443"], tls: {} }, { name: "internet" }, [8443]],
  ])("is let through to by way of %s, once, by all who call it", (_, existing, to, ports) => {
    const { named } = stack(existing);
    for (const name of ["prometheus", "thanos-ruler", "grafana"]) {
      const ways = named(name).calls.filter(
        (call) => "name" in call.to && ports.some((port) => call.ports[0]?.number === port),
      );
      expect(ways).toHaveLength(1);
      expect(ways[0]?.to).toMatchObject(to);
      expect(ways[0]?.ports.map(({ number }) => number)).toEqual(ports);
    }
  });

  test("is a source of data in Grafana, whose own alerts go there as well, with the same password from one file", () => {
    const { named } = stack({ authentication: basic });
    const grafana = named("grafana");
    const { datasources } = file(
      { ...grafana, config: grafana.join?.([])?.config ?? grafana.config ?? [] },
      "datasources.yaml",
    );
    const fromFile = "$__file{/etc/grafana-outside/alertmanager.basicAuthPassword}";
    expect(datasources).toContainEqual(
      expect.objectContaining({
        uid: "alertmanager",
        type: "alertmanager",
        url: `http://${replicas[0]}`,
        basicAuth: true,
        basicAuthUser: "aiobs",
        secureJsonData: { basicAuthPassword: fromFile },
      }),
    );
    const [contact] = file(grafana, "notifications.yaml").contactPoints;
    expect(contact.receivers[0].settings).toEqual({
      url: replicas.map((address) => `http://${address}`).join(","),
      basicAuthUser: "aiobs",
      basicAuthPassword: fromFile,
    });
    expect(grafana.secrets).toContainEqual({
      name: "outside",
      mountPath: "/etc/grafana-outside",
      files: { "alertmanager.basicAuthPassword": { secret: "alertsPassword" } },
      onChange: "restart",
    });
  });

  test("that asks for a token gets no alerts of Grafana's: where there are some, that is refused", () => {
    const token = { authentication: { bearer: { token: { secret: "alertsToken" } } } };
    expect(
      stack(token)
        .named("grafana")
        .config?.flatMap(({ files }) => Object.keys(files)),
    ).not.toContain("notifications.yaml");
    const maestro = { maestro: { targets: ["maestro.example.com:8000"], cidrs: ["10.71.0.0/16"] } };
    expect(() => stack(token, maestro)).toThrow("reaches no Alertmanager that it could tell");
  });

  test("is given the settings' routes as a file, and the preview says where it is", () => {
    const receivers = { none: {}, oncall: { pagerduty: { routingKey: { secret: "pagerKey" } } } };
    const route = { receiver: "none", routes: [{ matchers: ['severity="critical"'], receiver: "oncall" }] };
    const { settings } = stack({}, { alertmanager: { existing: { addresses: replicas }, receivers, route } });
    const text = routingFile(systems, settings).get("alertmanager/alertmanager.yaml") ?? "";
    expect(parse(text).route.routes[1]).toMatchObject({ receiver: "oncall" });
    expect(parse(text).inhibit_rules.length).toBeGreaterThan(0);
    expect(text).toContain("#   /etc/alertmanager/secrets/pagerKey\n");
    expect(partsElsewhere(systems, settings)).toEqual([
      {
        part: "alertmanager",
        what: `existing: ${replicas.join(", ")}; its owner finds the settings' routes in alertmanager/alertmanager.yaml`,
      },
    ]);
    expect(routingFile(systems, settingsWith()).size).toBe(0);
  });
});
