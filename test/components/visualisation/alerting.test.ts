import { Provider } from "@pulumiverse/grafana";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { renderAlertmanagerConfig } from "../../../components/alerting/alertmanager-config.ts";
import { alertingFiles, grafanaAlerting } from "../../../components/visualisation/alerting.ts";
import { AlertsByApi } from "../../../components/visualisation/alerts-by-api.ts";
import { Dashboards } from "../../../components/visualisation/dashboards.ts";
import { panelsOf } from "../../../dashboards/walk.ts";
import { grafanaGroups } from "../../../mixins/groups.ts";
import type { GrafanaAlert } from "../../../mixins/mixin.ts";
import { previewStack } from "../../../preview/preview.ts";
import { numberOf } from "../../../queries/promql/number-literal.ts";
import { dashboards, mixins } from "../../observed.ts";
import { place, planOf, resource } from "../plan-of.ts";
import { settingsWith } from "../settings.ts";

const settings = settingsWith({ alertmanager: { replicas: 3 } });
const grafanaAlerts = mixins.flatMap(grafanaGroups).flatMap((group) => group.rules.map(({ alert }) => alert));
const alerting = grafanaAlerting(place, settings, { shown: mixins, grafanaAlerts });
const { "alert-rules.yaml": rulesFile = "", "notifications.yaml": notifications = "" } = alertingFiles(alerting).files;
const rules = alerting.groups.flatMap((group) => group.rules.map((rule) => ({ ...rule, folder: group.folder })));
const own: readonly GrafanaAlert[] = mixins.flatMap(({ grafanaAlerts = [] }) =>
  grafanaAlerts.flatMap(({ rules: all }) => all),
);

describe.each(rules)("$title", ({ uid, title, folder, annotations, data, condition, labels }) => {
  const alert = own.find((one) => one.alert === title);

  test("is a rule that Grafana takes: a query of now, and a threshold on it as condition", () => {
    expect(uid).toMatch(/^[a-z0-9-]{1,40}$/);
    expect(data.map(({ refId }) => refId)).toEqual(["A", "B"]);
    expect(condition).toBe("B");
    const [query, threshold] = data.map(({ model }) => model);
    expect(query).toMatchObject({ instant: true, range: false, expr: alert?.query.trim() });
    expect(threshold).toMatchObject({
      type: "threshold",
      expression: "A",
      conditions: [{ evaluator: { type: "gt", params: [alert?.above] } }],
    });
  });

  test("asks a data source that the stack has", async () => {
    const { files } = await previewStack("local");
    const sources = parse(files.get("grafana/datasources.yaml") ?? "").datasources.map(({ uid: own = "" }) => own);
    for (const { datasourceUid } of data) expect([...sources, "__expr__"]).toContain(datasourceUid);
  });

  test("lies in a folder of dashboards, and leads to a panel that is there and asks for the same", () => {
    const dashboard = dashboards.find((one) => one.uid === annotations.__dashboardUid__);
    expect(dashboards.map((one) => one.folder)).toContain(folder);
    const panel = dashboard && panelsOf(dashboard.build()).find(({ id }) => String(id) === annotations.__panelId__);
    const metric = /maestro_(?:tenant_quota_usage_ratio|api_errors)/.exec(alert?.query ?? "")?.[0] ?? "none";
    expect(JSON.stringify(panel?.targets)).toContain(metric);
  });

  test("bears the labels that routes and inhibitions go by, those that Prometheus adds among them", () => {
    expect(Object.keys(labels).sort()).toEqual(["cluster", "environment", "severity", "system", "team"]);
  });
});

describe("the provisioning files", () => {
  test("hold no dollar, which begins a variable of the environment there", () => {
    expect(rules.length).toBeGreaterThan(0);
    expect(rulesFile).not.toContain("$");
    expect(notifications).not.toContain("$");
  });

  test("remove the rules that another stack has, for Grafana keeps what its files no longer name", () => {
    const withRules = (of: typeof mixins) =>
      parse(
        alertingFiles(grafanaAlerting(place, settings, { shown: of, grafanaAlerts })).files["alert-rules.yaml"] ?? "",
      );
    expect(withRules(mixins).deleteRules).toBeUndefined();
    expect(withRules([])).toEqual({
      apiVersion: 1,
      groups: [],
      deleteRules: rules.map(({ uid }) => ({ orgId: 1, uid })),
    });
  });

  test("send every alert to each replica of Alertmanager, whose routes hold for it then", () => {
    const { contactPoints, policies } = parse(notifications);
    const [{ name, receivers }] = contactPoints;
    expect(receivers).toMatchObject([{ type: "prometheus-alertmanager", disableResolveMessage: false }]);
    expect(receivers[0].settings.url.split(",")).toEqual(
      [0, 1, 2].map((replica) => `http://alertmanager-${replica}.alertmanager-pods.monitoring.svc:9093`),
    );
    expect(policies).toMatchObject([{ receiver: name, group_by: ["..."] }]);
    expect(policies[0].routes).toBeUndefined();
  });

  test("send an alert that goes on again before Alertmanager takes it for resolved, though one sending fails", () => {
    const { global } = parse(renderAlertmanagerConfig(settings.alertmanager, []));
    const [{ group_interval: interval, repeat_interval: repeat }] = parse(notifications).policies;
    // A group is looked at once in an interval: the repetition is late by up to one, and so is the one after a failure.
    expect(numberOf(repeat) + 2 * numberOf(interval)).toBeLessThan(numberOf(global.resolve_timeout));
  });
});

describe("Grafana's API", () => {
  test("gets the same contact point and policy", async () => {
    const made = await planOf(() => {
      const provider = new Provider("grafana", { url: "https://grafana.example.com", auth: "token" });
      const shown = new Dashboards("dashboards", { place, delivery: { kind: "api", provider }, dashboards: [] });
      new AlertsByApi("alerts", { alerting, provider, dashboards: shown, secret: place.secret });
    });
    const { contactPoints, policies } = parse(notifications);
    const contactPoint = resource(made, "ContactPoint").inputs;
    expect(contactPoint).toMatchObject({
      name: contactPoints[0].name,
      alertmanagers: [{ url: contactPoints[0].receivers[0].settings.url }],
    });
    expect(resource(made, "NotificationPolicy").inputs).toEqual({
      contactPoint: policies[0].receiver,
      groupBies: policies[0].group_by,
      groupWait: policies[0].group_wait,
      groupInterval: policies[0].group_interval,
      repeatInterval: policies[0].repeat_interval,
    });
  });

  test("gets the same rules: a preview shows one file, whichever way they go", async () => {
    const withoutPlaces = (file = "") =>
      file.replaceAll(/https?:\/\/[^/{]+|\/aiobs\b/g, "").replaceAll(/aiobs-prod|local|prod/g, "x");
    const prod = await previewStack("prod");
    const local = await previewStack("local");
    const [byApi, byFile] = [prod, local].map(({ files }) => withoutPlaces(files.get("grafana/alert-rules.yaml")));
    expect(byApi).toBe(byFile);
    expect(parse(byApi ?? "").groups).not.toEqual([]);
  });
});
