import { describe, expect, test } from "vitest";
import { panelsOf } from "../../../dashboards/check/walk.ts";
import { highIsBad } from "../../../dashboards/kit/thresholds.ts";
import type { ThresholdStep } from "../../../dashboards/model.ts";
import { observabilityOverview } from "../../../dashboards/observability/overview.ts";
import { observabilityAlerts } from "../../../mixins/observability/alerts.ts";
import { checkPromQL } from "../../../queries/promql/check.ts";
import { index } from "../problems-of.ts";

const model = observabilityOverview.build();
const panels = panelsOf(model);
const data = panels.filter(({ type }) => type !== "row");
const variables = (model.templating?.list ?? []).map(({ name }) => name);
const alerts = observabilityAlerts.flatMap(({ rules }) => rules);

function panel(title: string) {
  const found = panels.find((item) => item.title === title);
  if (found === undefined) throw new Error(`there is no panel "${title}"`);
  return found;
}

function alert(name: string) {
  const found = alerts.find((item) => item.alert === name);
  if (found === undefined) throw new Error(`there is no alert "${name}"`);
  return found;
}

function queriesOf(title: string): string {
  return (panel(title).targets ?? []).map(({ expr }) => expr).join("\n");
}

function stepsOf(title: string): readonly ThresholdStep[] {
  return panel(title).fieldConfig?.defaults?.thresholds?.steps ?? [];
}

function metricsOf(expr: string): readonly string[] {
  return checkPromQL(expr, index, { variables }).metrics;
}

/** Panels of which some query does not ask by a variable. */
function ignoring(variable: string): (string | undefined)[] {
  return data.filter(({ targets }) => targets?.some(({ expr }) => !expr?.includes(variable))).map(({ title }) => title);
}

describe("the observability stack's overview", () => {
  test("is where the stack's alerts send people, in a folder of its own", () => {
    expect(new Set(alerts.map(({ dashboard }) => dashboard))).toEqual(new Set([observabilityOverview.uid]));
    expect(observabilityOverview).toMatchObject({
      system: "observability",
      folder: "Observability stack",
      uid: model.uid,
    });
  });

  test("has the chain from scrape to notification in the top row", () => {
    const top = panels.filter(({ gridPos }) => gridPos?.y === 0);
    expect(top.map(({ title }) => title)).toEqual([
      "Targets down",
      "Alerts firing",
      "Notifications failing",
      "Rule failures",
      "Prometheus replicas",
      "Alertmanager members",
    ]);
  });

  test("goes from Prometheus over Alertmanager and the targets to nodes and containers", () => {
    const titles = panels.filter(({ type }) => type === "row").map(({ title }) => title);
    expect(titles).toEqual(["Prometheus", "Alertmanager", "Scraping", "Nodes", "Containers"]);
  });

  test("keeps the numbers that links and alerts point at", () => {
    expect(Object.fromEntries(data.map(({ title, id }) => [title, id]))).toEqual({
      "Targets down": 1,
      "Alerts firing": 2,
      "Notifications failing": 3,
      "Rule failures": 4,
      "Prometheus replicas": 5,
      "Alertmanager members": 6,
      Configuration: 7,
      "Alertmanagers known": 8,
      "Database failures in 3 hours": 9,
      "Free space on volumes": 10,
      "Active series": 11,
      "Samples ingested": 12,
      "Rule evaluation time": 13,
      "Query latency": 14,
      "Storage against retention": 15,
      "Write-ahead log": 16,
      "Prometheus memory": 17,
      "Prometheus CPU": 18,
      Notifications: 19,
      "Failed notifications": 20,
      "Alerts and silences": 21,
      Members: 22,
      "Scrape jobs": 23,
      "Slowest scrapes": 24,
      "Samples by job": 25,
      "Node CPU": 26,
      "Node memory": 27,
      "Node network": 28,
      "Fullest filesystems": 29,
      "Restarts and kills": 30,
      "Restarted containers": 31,
      "Memory against limit": 32,
      "CPU throttling": 33,
    });
  });

  test("tells of now in the top row: the last value of a sparkline outlives a Prometheus that stopped", () => {
    const top = panels.filter(({ gridPos }) => gridPos?.y === 0).flatMap(({ targets }) => targets ?? []);
    expect(top.filter(({ instant }) => instant !== true)).toEqual([]);
  });

  test("says that no alert fires only where Watchdog shows that rules are evaluated", () => {
    const { targets } = panel("Alerts firing");
    expect(targets?.map(({ legendFormat }) => legendFormat)).toEqual(["critical", "warning", "info"]);
    for (const { expr } of targets ?? []) {
      expect(expr).toMatch(/ or 0 \* count\(ALERTS\{alertname="Watchdog", alertstate="firing"\}\)$/);
    }
  });
});

describe("the variables of the stack's overview", () => {
  test("choose clusters, replicas of Prometheus, namespaces and the window of rates; default: all, five minutes", () => {
    expect(variables).toEqual(["datasource", "cluster", "instance", "namespace", "interval"]);
    const list = model.templating?.list ?? [];
    expect(list.slice(1, 4).map(({ current }) => current)).toEqual(
      Array.from({ length: 3 }, () => ({ text: ["All"], value: ["$__all"] })),
    );
    expect(list[4]?.current).toMatchObject({ value: "5m" });
  });

  test("keep alerts without a cluster in view while all clusters are chosen", () => {
    expect(model.templating?.list?.find(({ name }) => name === "cluster")).toMatchObject({ allValue: ".*" });
  });

  test("filter every series by the chosen clusters, but Watchdog, which has none", () => {
    const selectors = data
      .flatMap(({ targets }) => targets ?? [])
      .flatMap(({ expr }) => expr?.match(/\{[^}]*\}/g) ?? [])
      .filter((selector) => selector !== '{alertname="Watchdog", alertstate="firing"}');
    expect(selectors.length).toBeGreaterThan(80);
    expect(selectors.filter((selector) => !selector.includes('cluster=~"$cluster"'))).toEqual([]);
  });

  test("filter single replicas under Prometheus' title, but for its volumes, and nowhere else", () => {
    const filtering = data.filter(({ title = "" }) => !ignoring('instance=~"$instance"').includes(title));
    expect(filtering.map(({ id }) => id)).toEqual([8, 9, 11, 12, 13, 14, 15, 16, 17, 18]);
    expect(queriesOf("Configuration").split("\n")[0]).toContain('instance=~"$instance"');
  });

  test("filter namespaces under the containers' title, and nowhere else", () => {
    const asking = data.filter(({ title = "" }) => queriesOf(title).includes('namespace=~"$namespace"'));
    expect(asking.map(({ id }) => id)).toEqual([30, 31, 33, 32]);
  });
});

describe("the descriptions of the stack's overview", () => {
  test("say what good looks like and what to do otherwise", () => {
    for (const { title, description } of data) {
      expect(description, title).toMatch(/\*\*Good:\*\* .+\*\*Otherwise:\*\* .+/s);
    }
  });

  test("refer to panels that exist", () => {
    const titles = new Set(panels.map(({ title }) => title));
    const notPanels = new Set([
      "Alerts and runbooks",
      "No data",
      "No traffic",
      "1 missing",
      "Refused",
      "alertmanagers",
      "clientError",
      "serverError",
      "contextDeadlineExceeded",
      "Targets",
      "TSDB status",
      "OOMKilled",
      "Error",
      "Completed",
    ]);
    const named = data.flatMap(({ description }) =>
      [...(description ?? "").matchAll(/(?<!\*)\*([^*]+)\*(?!\*)/g)].map(([, name]) => name ?? ""),
    );
    expect(named.filter((name) => !titles.has(name) && !notPanels.has(name))).toEqual([]);
  });

  test("refer to alerts that exist, and to each of them", () => {
    const text = data.map(({ description }) => description).join("\n");
    const named = text.match(/\b(?:Watchdog|(?:Aiobs|Prometheus|Alertmanager|Node|Kube)[A-Z]\w+)\b/g);
    expect([...new Set(named)].sort()).toEqual(alerts.map(({ alert: name }) => name).sort());
  });
});

describe("the stack's overview and the stack's alerts", () => {
  test.each([
    ["Watchdog", "Alerts firing"],
    ["AiobsTargetDown", "Targets down"],
    ["AiobsTargetDown", "Scrape jobs"],
    ["AiobsTargetsVanished", "Targets down"],
    ["AiobsTargetsVanished", "Scrape jobs"],
    ["PrometheusConfigReloadFailed", "Configuration"],
    ["PrometheusRuleFailures", "Rule failures"],
    ["PrometheusNotificationsFailing", "Notifications failing"],
    ["PrometheusNoAlertmanagers", "Alertmanagers known"],
    ["PrometheusTSDBFailing", "Database failures in 3 hours"],
    ["PrometheusVolumeNearlyFull", "Free space on volumes"],
    ["AlertmanagerConfigReloadFailed", "Configuration"],
    ["AlertmanagerMembersInconsistent", "Alertmanager members"],
    ["AlertmanagerMembersInconsistent", "Members"],
    ["AlertmanagerNotificationsFailing", "Notifications failing"],
    ["AlertmanagerNotificationsFailing", "Failed notifications"],
    ["NodeFilesystemFillingUp", "Fullest filesystems"],
    ["KubeContainerOOMKilled", "Restarted containers"],
    ["KubePodCrashLooping", "Restarts and kills"],
  ])("what %s judges is on the panel %s, which names it", (name, title) => {
    const shown = (panel(title).targets ?? []).flatMap(({ expr }) => metricsOf(expr ?? ""));
    expect(shown).toEqual(expect.arrayContaining([...metricsOf(alert(name).expr)]));
    expect(panel(title).description).toContain(name);
  });

  test.each(["Targets down", "Scrape jobs"])(
    "%s counts a job without targets as down, for an hour as the alert",
    (title) => {
      const vanished = / or group by \(cluster, job\) \(up\{[^}]*\} offset 1h\)/;
      expect(queriesOf(title)).toMatch(vanished);
      expect(alert("AiobsTargetsVanished").expr).toContain(`(up{job!="dcgm-exporter"} offset 1h)`);
    },
  );

  // The last step is the alert's limit, written in the alert's expression as "> limit".
  test.each([
    ["Targets down", "AiobsTargetDown", 0.1],
    ["Notifications failing", "PrometheusNotificationsFailing", 0.01],
    ["Notifications failing", "AlertmanagerNotificationsFailing", 0.01],
    ["Failed notifications", "AlertmanagerNotificationsFailing", 0.01],
  ])("%s turns red where %s fires", (title, name, limit) => {
    expect(stepsOf(title).at(-1)).toEqual({ value: limit, color: "red" });
    expect(alert(name).expr).toMatch(new RegExp(`> ${String(limit).replace(".", "\\.")}(?![\\d.])`));
  });

  // Red is the base, up to the alert's limit, written in its expression as "< limit".
  test.each([
    ["Free space on volumes", "PrometheusVolumeNearlyFull", 0.05],
    ["Alertmanagers known", "PrometheusNoAlertmanagers", 1],
  ])("%s is red below the limit of %s", (title, name, limit) => {
    expect(stepsOf(title)[0]).toEqual({ value: null, color: "red" });
    expect(stepsOf(title)[1]?.value).toBe(limit);
    expect(alert(name).expr).toMatch(new RegExp(`< ${String(limit).replace(".", "\\.")}(?![\\d.])`));
  });

  test.each([
    ["Rule failures", "PrometheusRuleFailures"],
    ["Database failures in 3 hours", "PrometheusTSDBFailing"],
  ])("%s turns red with the first event, as %s counts", (title, name) => {
    const [good, bad] = stepsOf(title);
    expect(good).toEqual({ value: null, color: "green" });
    expect(bad?.color).toBe("red");
    expect(bad?.value).toBeGreaterThan(0);
    expect(bad?.value).toBeLessThan(0.5);
    expect(alert(name).expr).toMatch(/> 0$/);
  });

  test("Configuration is red where a server refuses one, which the alerts see as 0", () => {
    expect(stepsOf("Configuration").at(-1)).toEqual({ value: 1, color: "red" });
    expect(queriesOf("Configuration").match(/_last_reload_successful\{[^}]*\} == bool 0/g)).toHaveLength(2);
    for (const name of ["PrometheusConfigReloadFailed", "AlertmanagerConfigReloadFailed"]) {
      expect(alert(name).expr).toMatch(/== 0$/);
    }
  });

  test("the tables turn red where the alerts fire", () => {
    const jobs = JSON.stringify(panel("Scrape jobs").fieldConfig?.overrides);
    expect(jobs).toContain(JSON.stringify(highIsBad({ yellow: 0.001, red: 0.1 })));
    const disks = JSON.stringify(panel("Fullest filesystems").fieldConfig?.overrides);
    // The alert judges the free share, the table shows the used one; and none free in 24 hours is all used.
    expect(alert("NodeFilesystemFillingUp").expr).toMatch(/< 0\.15\n.*\[6h\], 86400\) < 0/s);
    expect(disks).toContain(JSON.stringify(highIsBad({ yellow: 0.8, red: 1 - 0.15 })));
    expect(disks).toContain(JSON.stringify(highIsBad({ yellow: 0.85, red: 1 })));
    expect(queriesOf("Fullest filesystems")).toContain("[6h], 24 * 3600)");
  });

  test.each([
    ["Fullest filesystems", "NodeFilesystemFillingUp", 'fstype!~"tmpfs|overlay|squashfs|ramfs"'],
    ["Free space on volumes", "PrometheusVolumeNearlyFull", 'persistentvolumeclaim=~".*prometheus.*"'],
    ["Restarts and kills", "KubePodCrashLooping", 'reason="CrashLoopBackOff"'],
  ])("%s asks for the same series as %s", (title, name, matcher) => {
    expect(queriesOf(title)).toContain(matcher);
    expect(alert(name).expr).toContain(matcher);
  });
});
