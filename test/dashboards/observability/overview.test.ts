import { describe, expect, test } from "vitest";
import { observabilityOverview } from "../../../dashboards/observability/overview.ts";
import { panelsOf } from "../../../dashboards/walk.ts";
import { alerts } from "../../observed.ts";

const model = observabilityOverview.build();
const panels = panelsOf(model);

function panel(title: string) {
  const found = panels.find((item) => item.title === title);
  if (found === undefined) throw new Error(`there is no panel "${title}"`);
  return found;
}

const queriesOf = (title: string) => (panel(title).targets ?? []).map(({ expr }) => expr).join("\n");
const exprOf = (name: string) => alerts.find(({ alert }) => alert === name)?.expr;

describe("the observability stack's overview", () => {
  test("tells of now at the top: the last value of a graph outlives a Prometheus that stopped", () => {
    const title = panels.findIndex(({ type }) => type === "row");
    const top = panels.slice(0, title).flatMap(({ targets }) => targets ?? []);
    expect(top.length).toBeGreaterThan(0);
    expect(top.filter(({ instant }) => instant !== true)).toEqual([]);
  });

  test("says that no alert fires only where Watchdog shows that rules are evaluated", () => {
    for (const { expr } of panel("Alerts firing").targets ?? []) {
      expect(expr).toMatch(/ or 0 \* count\(ALERTS\{alertname="Watchdog", alertstate="firing"\}\)$/);
    }
  });

  test("keeps alerts without a cluster in view while all clusters are chosen", () => {
    expect(model.templating?.list?.find(({ name }) => name === "cluster")).toMatchObject({ allValue: ".*" });
  });

  test.each([
    ["Fullest filesystems", "NodeFilesystemFillingUp", 'fstype!~"tmpfs|overlay|squashfs|ramfs"'],
    ["Free space on volumes", "PrometheusVolumeNearlyFull", 'persistentvolumeclaim=~".*prometheus.*"'],
    ["Restarts and kills", "KubePodCrashLooping", 'reason="CrashLoopBackOff"'],
  ])("%s asks for the same series as %s", (title, name, matcher) => {
    expect(queriesOf(title)).toContain(matcher);
    expect(exprOf(name)).toContain(matcher);
  });

  test("Fullest filesystems turns red where the alert fires: it shows what is used, the alert judges what is free", () => {
    const [, free, within] = /< ([\d.]+)\n.*\[6h\], (\d+)\) < 0/s.exec(exprOf("NodeFilesystemFillingUp") ?? "") ?? [];
    const used = panel("Fullest filesystems").fieldConfig?.overrides?.find(
      ({ matcher }) => matcher?.options === "Used",
    );
    expect(used?.properties?.find(({ id }) => id === "thresholds")?.value).toMatchObject({
      steps: [{}, {}, { value: 1 - Number(free), color: "red" }],
    });
    expect(queriesOf("Fullest filesystems")).toContain(`[6h], ${within})`);
  });
});
