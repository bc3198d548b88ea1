import { Provider } from "@pulumiverse/grafana";
import { describe, expect, test } from "vitest";
import { placeFacts } from "../../../components/place.ts";
import { serversOf } from "../../../components/servers.ts";
import { grafanaAlerting } from "../../../components/visualisation/alerting.ts";
import { existingSources } from "../../../components/visualisation/existing-grafana.ts";
import { withUids } from "../../../components/visualisation/source-uids.ts";
import { Visualisation } from "../../../components/visualisation/visualisation.ts";
import { systems } from "../../../systems/all.ts";
import { loadContent } from "../../../systems/load-content.ts";
import { partsElsewhere } from "../../../systems/parts-elsewhere.ts";
import { namesOf, place, planOf, resource } from "../plan-of.ts";
import { settingsWith } from "../settings.ts";

const url = "https://acme.grafana.net";
const there = { url, delivery: "api", apiToken: { secret: "grafanaToken" } };
const kept = { logs: { store: "volume" }, traces: { store: "volume" } };
const inside = { from: { namespace: "monitoring-tools", podLabels: { app: "grafana" } } };
const maestro = { targets: ["maestro.example.com:8000"], cidrs: ["10.71.0.0/16"] };

/** A stack on a Grafana that is there already, and what that is told. */
async function stack(existing: object, changes: object = { maestro }) {
  const settings = settingsWith({ grafana: { ...there, existing }, ...kept, ...changes });
  const facts = placeFacts("test", settings);
  const content = loadContent(systems, settings);
  const servers = serversOf(facts, settings, content);
  const all = Object.values(servers).flat();
  const plan = await planOf(
    () => {
      const provider = new Provider("grafana", { url, auth: "token" });
      const delivery = { kind: "api", provider } as const;
      const alerting = grafanaAlerting(facts, settings, content);
      const found = existingSources(facts, settings, all);
      new Visualisation("visualisation", {
        place: { ...place, ...facts },
        servers: servers.visualisation,
        dashboards: content.dashboards,
        delivery,
        alerting,
        existing: found,
      });
    },
    { lokiPassword: "open sesame", storeToken: "sesame seed" },
  );
  const sources = plan.resources.filter(({ type }) => type === "grafana:oss/dataSource:DataSource");
  return { settings, all, plan, sources: sources.map(({ inputs }) => Object(inputs)) };
}

describe("a Grafana that is there already", () => {
  test("is brought by nobody, scraped by nobody, and shown as existing", async () => {
    const { settings, all, plan } = await stack(inside);
    expect(all.map(({ name }) => name)).not.toContain("grafana");
    expect(namesOf(plan, "StatefulSet")).toEqual([]);
    expect(partsElsewhere(systems, settings)).toEqual([{ part: "grafana", what: `existing: ${url}, through its API` }]);
  });

  test("in this cluster asks the servers' Services, which let its pods in and nobody else", async () => {
    const { sources, all } = await stack(inside);
    expect(Object.fromEntries(sources.map((source) => [source.uid, source.url]))).toEqual({
      "aiobs-alertmanager": "http://alertmanager.monitoring.svc:9093",
      "aiobs-loki": "http://loki.monitoring.svc:3100",
      "aiobs-prometheus": "http://prometheus.monitoring.svc:9090",
      "aiobs-tempo": "http://tempo.monitoring.svc:3200",
    });
    const loki = all.find(({ name }) => name === "loki");
    expect(loki?.open).toContainEqual({
      port: "http",
      to: [
        {
          kind: "namespace",
          name: "monitoring-tools",
          namespace: "monitoring-tools",
          podLabels: { app: "grafana" },
        },
      ],
    });
    expect(all.find(({ name }) => name === "kube-state-metrics")?.open).toBeUndefined();
  });

  test("leads from each kind of data to the others under the uids that they have there", async () => {
    const { sources } = await stack(inside);
    const json = (uid: string) => sources.find((source) => source.uid === uid)?.jsonDataEncoded;
    expect(json("aiobs-loki")).toContain('"datasourceUid":"aiobs-tempo"');
    expect(json("aiobs-tempo")).toContain('"datasourceUid":"aiobs-loki"');
    expect(json("aiobs-tempo")).toContain('"datasourceUid":"aiobs-prometheus"');
  });

  test("elsewhere asks what the settings say, with secrets that no plan shows", async () => {
    const { sources, plan } = await stack({
      metrics: { uid: "grafanacloud-prom" },
      logs: {
        url: "https://loki.example.com",
        authentication: { basic: { username: "grafana", password: { secret: "lokiPassword" } } },
        headers: { "X-Scope-OrgID": "acme" },
      },
      traces: { url: "https://tempo.example.com", authentication: { bearer: { token: { secret: "storeToken" } } } },
      alertmanager: { contactPoint: "On-call" },
    });
    expect(sources.map(({ uid }) => uid)).toEqual(["aiobs-loki", "aiobs-tempo"]);
    expect(sources[0]).toMatchObject({
      url: "https://loki.example.com",
      basicAuthEnabled: true,
      basicAuthUsername: "grafana",
      httpHeaders: { "X-Scope-OrgID": "[secret]" },
      secureJsonDataEncoded: "[secret]",
    });
    expect(sources[1]).toMatchObject({ httpHeaders: { Authorization: "[secret]" } });
    expect(sources[1]?.jsonDataEncoded).toContain("grafanacloud-prom");
    expect(JSON.stringify(plan)).not.toContain("sesame");
  });

  test("shows dashboards that ask its own data sources", async () => {
    const { plan } = await stack({ ...inside, metrics: { uid: "grafanacloud-prom" } });
    const text = plan.resources.flatMap(({ inputs }) =>
      typeof inputs.configJson === "string" ? [inputs.configJson] : [],
    );
    expect(text.length).toBeGreaterThan(5);
    for (const json of text) {
      for (const own of ["prometheus", "loki", "tempo"]) {
        expect(json).not.toContain(`"value": "${own}"`);
        expect(json).not.toContain(encodeURIComponent(`"datasource":"${own}"`));
      }
    }
    expect(text.join("")).toContain('"value": "grafanacloud-prom"');
    expect(text.join("")).toContain(encodeURIComponent('"datasource":"aiobs-loki"'));
  });

  test("keeps its notification policy: each alert says itself whom it is for", async () => {
    const own = await stack(inside);
    expect(namesOf(own.plan, "NotificationPolicy")).toEqual([]);
    expect(resource(own.plan, "ContactPoint").inputs).toMatchObject({
      name: "Alertmanager (test-cluster)",
      alertmanagers: [{ url: "http://alertmanager-0.alertmanager-pods.monitoring.svc:9093" }],
    });
    const theirs = await stack({ ...inside, alertmanager: { contactPoint: "On-call" } });
    expect(namesOf(theirs.plan, "ContactPoint")).toEqual([]);
    const { rules } = Object(resource(theirs.plan, "RuleGroup").inputs);
    expect(rules.length).toBeGreaterThan(0);
    for (const rule of rules) {
      expect(rule.notificationSettings).toMatchObject({ contactPoint: "On-call", repeatInterval: "2m" });
      expect(rule.datas[0].datasourceUid).toBe("aiobs-prometheus");
      expect(rule.datas[0].model).toContain('"uid":"aiobs-prometheus"');
      expect(rule.datas[1].datasourceUid).toBe("__expr__");
    }
  });

  test("that reaches no Alertmanager is refused where it evaluates alerts, and taken where it does not", async () => {
    const outside = {
      metrics: { uid: "grafanacloud-prom" },
      logs: { uid: "grafanacloud-logs" },
      traces: { uid: "grafanacloud-traces" },
    };
    await expect(stack(outside)).rejects.toThrow("reaches no Alertmanager that it could tell");
    expect((await stack(outside, {})).sources).toEqual([]);
  });
});

test("other uids reach references, defaults and links, and nothing that is only called alike", () => {
  const uids = new Map([["loki", "theirs"]]);
  const link = (uid: string) => `/explore?panes=${encodeURIComponent(JSON.stringify({ a: { datasource: uid } }))}`;
  expect(
    withUids(
      {
        uid: "loki",
        title: "loki",
        panels: [{ datasource: { type: "loki", uid: "loki" }, url: link("loki") }],
        variables: [{ type: "datasource", query: "loki", current: { text: "loki", value: "loki" } }],
        mappings: [{ type: "value", uid: "loki" }],
      },
      uids,
    ),
  ).toEqual({
    uid: "loki",
    title: "loki",
    panels: [{ datasource: { type: "loki", uid: "theirs" }, url: link("theirs") }],
    variables: [{ type: "datasource", query: "loki", current: { text: "theirs", value: "theirs" } }],
    mappings: [{ type: "value", uid: "loki" }],
  });
});
