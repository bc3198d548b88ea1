import { describe, expect, it } from "vitest";
import { counters, countersCsv } from "../../../components/gpu/counters.ts";
import { gpuCatalogue } from "../../../mixins/gpu/metrics.ts";

describe("the counters of the DCGM exporter", () => {
  it("are CSV of three columns, each field once", () => {
    const rows = countersCsv().trimEnd().split("\n");
    expect(rows).toHaveLength(counters.length);
    for (const row of rows) expect(row).toMatch(/^DCGM_(FI|EXP)_[A-Z0-9_]+, (gauge|counter|label), [^,]+\.$/);
    expect(new Set(counters.map(({ field }) => field)).size).toBe(counters.length);
  });

  it.each([
    ["XID errors that can be counted", "DCGM_EXP_XID_ERRORS_COUNT"],
    ["throttling for heat", "DCGM_FI_DEV_THERMAL_VIOLATION"],
    ["throttling for power", "DCGM_FI_DEV_POWER_VIOLATION"],
    ["uncorrected memory errors", "DCGM_FI_DEV_ECC_DBE_VOL_TOTAL"],
    ["NVLink errors", "DCGM_FI_DEV_NVLINK_CRC_DATA_ERROR_COUNT_TOTAL"],
    ["activity of the multiprocessors", "DCGM_FI_PROF_SM_ACTIVE"],
  ])("have what the default list leaves out: %s", (_, field) => {
    expect(counters.map((counter) => counter.field)).toContain(field);
  });

  it("call a gauge what falls again", () => {
    const windows = counters.filter(({ field }) => field.startsWith("DCGM_EXP_"));
    expect(windows.map(({ type }) => type)).toEqual(["gauge", "gauge"]);
  });

  it("are what the catalogue of the GPUs' series has, each of the same type", () => {
    const exported = counters.filter(({ type }) => type !== "label").map(({ field, type }) => `${field} ${type}`);
    expect(gpuCatalogue.metrics.map(({ name, type }) => `${name} ${type}`)).toEqual(exported);
  });

  it("put on every series the labels that the catalogue knows", () => {
    const labels = counters.filter(({ type }) => type === "label").map(({ field }) => field);
    expect(labels).toEqual(["DCGM_FI_DRIVER_VERSION"]);
    for (const { name, labels: known } of gpuCatalogue.metrics) expect(Object.keys(known), name).toContain(labels[0]);
  });
});
