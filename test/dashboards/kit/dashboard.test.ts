import { describe, expect, test } from "vitest";
import { type DashboardSpec, dashboard } from "../../../dashboards/kit/dashboard.ts";

const spec: DashboardSpec = {
  source: import.meta.url,
  system: "butterfly",
  folder: "Butterfly",
  uid: "some-dashboard",
  title: "Some dashboard",
  description: "For tests.",
  variables: [],
  bands: () => [],
};
const listed = dashboard(spec);
const built = listed.build();

describe("dashboard", () => {
  test("shows the last hour anew every 30 seconds, in the reader's time zone", () => {
    expect(built).toMatchObject({ time: { from: "now-1h", to: "now" }, refresh: "30s", timezone: "browser" });
  });

  test("opens with days where it is about days", () => {
    expect(dashboard({ ...spec, opensWith: "7d" }).build().time).toEqual({ from: "now-7d", to: "now" });
  });

  test("offers the specified quick ranges", () => {
    expect(built.timepicker?.quick_ranges?.map(({ from }) => from)).toEqual([
      "now-5m",
      "now-15m",
      "now-1h",
      "now-6h",
      "now-24h",
      "now-7d",
    ]);
  });

  test("shares the crosshair and is read-only", () => {
    expect(built).toMatchObject({ graphTooltip: 1, editable: false });
  });

  test("is listed as what it is, with the file that it is written in", () => {
    expect(listed).toMatchObject({
      uid: built.uid,
      title: built.title,
      source: "test/dashboards/kit/dashboard.test.ts",
      origin: "code",
    });
  });

  test("carries its system's tag and that of all, and links to the dashboards of either and to the system's alerts", () => {
    expect(built.tags).toEqual(["butterfly", "aiobs"]);
    expect(built.links).toMatchObject([
      { type: "dashboards", tags: ["butterfly"], includeVars: true, keepTime: true },
      { type: "dashboards", tags: ["aiobs"], includeVars: true, keepTime: true },
      { type: "link", url: "/alerting/list?search=label:system=butterfly" },
    ]);
  });

  test("draws its system's alerts over the graphs", () => {
    expect(built.annotations.list).toMatchObject([
      {
        enable: true,
        iconColor: "red",
        titleFormat: "{{alertname}}",
        target: { expr: expect.stringContaining('system="butterfly"') },
      },
    ]);
  });

  test("has no number of a server", () => {
    expect(Object.keys(built)).not.toContain("id");
    expect(Object.keys(built)).not.toContain("version");
  });
});
