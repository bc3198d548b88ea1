import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { alerts } from "../observed.ts";

const page = readFileSync(new URL("../../docs/peer-alerts.md", import.meta.url), "utf8");

/** The rows of its tables: what others alert on, and what answers it here. */
const rows = page
  .split("\n")
  .flatMap((line) => {
    const [, theirs, here] = /^\| (.+?) \| (.+) \|$/.exec(line) ?? [];
    return theirs === undefined || here === undefined ? [] : [{ theirs, here }];
  })
  .filter(({ theirs }) => theirs !== "Theirs" && !theirs.startsWith("---"));

const OURS =
  /\b(?:Aiobs|Alertmanager|Collector|Efa|Gpu|Kube|Kubelet|Loki|Node|Prometheus|Tempo|Thanos|Traces)[A-Z][a-z]\w+/g;

describe("the page of others' alerts", () => {
  test.each(rows)("$theirs is answered by an alert that there is, or by a reason", ({ here }) => {
    const names = new Set(alerts.map(({ alert }) => alert));
    expect((here.match(OURS) ?? []).filter((name) => !names.has(name))).toEqual([]);
    expect(here).toMatch(/^(?:none: \S|Watchdog's receiver|[A-Z]\w+)/);
  });

  test("names every alert on the cluster, its machines and GPUs, but for those that no peer has", () => {
    const alone = alerts
      .filter(({ system, alert }) => ["kubernetes", "node", "gpu"].includes(system) && !page.includes(alert))
      .map(({ alert }) => alert);
    expect(alone.sort()).toEqual([
      "GpuCapacityBlockEnding",
      "GpuDriversDiffer",
      "GpuNotAllocatable",
      "KubeContainerOOMKilled",
      "NodeFilesystemReadOnly",
      "NodeOOMKills",
    ]);
  });
});
