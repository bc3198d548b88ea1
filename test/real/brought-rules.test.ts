/** Rule files that people bring along, as Prometheus and Thanos' ruler get them. */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { renderBrought } from "../../components/metrics/rules.ts";
import { readCustomRules } from "../../systems/custom/rules.ts";
import { folderOf } from "../systems/custom/folder-of.ts";
import { describeWithTools } from "./with-tools.ts";

const EVERYTHING = `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: shop }
spec:
  groups:
    - name: shop
      interval: 30s
      query_offset: 10s
      limit: 100
      labels: { tier: front }
      rules:
        - { record: "shop:open:sum", expr: sum(shop_open), labels: { till: "" } }
        - alert: ShopDown
          expr: shop:open:sum == 0
          for: 1h30m
          keep_firing_for: 5m
          labels: { severity: critical }
          annotations: { summary: "{{ $value }} of {{ $labels.cluster }}" }
        - { alert: Heartbeat, expr: 1 }
`;

const CONTEXT = {
  owner: "platform",
  runbookBaseUrl: "https://runbooks.test",
  dashboardBaseUrl: "https://grafana.test",
};

describeWithTools(["promtool", "thanos"], "rules that people bring along", ({ promtool, thanos }) => {
  const written = (partialResponse?: "abort") => {
    const folder = folderOf({ "rules/shop.yaml": EVERYTHING });
    const { files, problems } = readCustomRules(join(folder, "rules"), new Set(["ShopDown"]));
    expect(problems).toEqual([]);
    const [brought] = files;
    if (brought === undefined) throw new Error("nothing was read");
    const path = join(folder, "rendered.yaml");
    const selection = { has: () => true, ...(partialResponse === undefined ? {} : { partialResponse }) };
    writeFileSync(path, renderBrought(brought, CONTEXT, selection));
    return path;
  };

  test("are taken by Prometheus with every field that a group and a rule may have", () => {
    expect(execFileSync(promtool, ["check", "rules", written()], { encoding: "utf8" })).toContain("3 rules found");
  });

  test("are taken by Thanos' ruler", () => {
    const said = execFileSync(thanos, ["tools", "rules-check", `--rules=${written("abort")}`], {
      encoding: "utf8",
      stdio: "pipe",
    });
    expect(said).not.toMatch(/error/i);
  });
});
