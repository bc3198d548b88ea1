import { describe, expect, test } from "vitest";
import { dashboard } from "../../../dashboards/kit/dashboard.ts";

const built = dashboard({
  uid: "some-dashboard",
  title: "Some dashboard",
  description: "For tests.",
  system: "butterfly",
  variables: [],
  bands: [],
});

describe("dashboard", () => {
  test("shows the last hour anew every 30 seconds, in the reader's time zone", () => {
    expect(built).toMatchObject({ time: { from: "now-1h", to: "now" }, refresh: "30s", timezone: "browser" });
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

  test("shares the crosshair and may be edited", () => {
    expect(built).toMatchObject({ graphTooltip: 1, editable: true });
  });

  test("carries its system's tag, and links to the dashboards that have it and to its alerts", () => {
    expect(built.tags).toEqual(["butterfly"]);
    expect(built.links).toMatchObject([
      { type: "dashboards", tags: ["butterfly"], includeVars: true, keepTime: true },
      { type: "link", url: "/alerting/list?search=label:system=butterfly" },
    ]);
  });

  test("has no number of a server", () => {
    expect(Object.keys(built)).not.toContain("id");
    expect(Object.keys(built)).not.toContain("version");
  });
});
