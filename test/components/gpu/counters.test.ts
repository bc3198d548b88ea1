import { expect, it } from "vitest";
import { countersCsv } from "../../../components/gpu/counters.ts";
import { gpuCatalogue } from "../../../mixins/gpu/metrics.ts";

const rows = countersCsv().trimEnd().split("\n");
const types = new Map(rows.map((row) => [row.split(", ")[0], row.split(", ")[1]]));

it("are CSV of three columns, each field once", () => {
  for (const row of rows) expect(row).toMatch(/^DCGM_(FI|EXP)_[A-Z0-9_]+, (gauge|counter|label), [^,]+\.$/);
  expect(types.size).toBe(rows.length);
});

it.each([
  ["XID errors that can be counted", "DCGM_EXP_XID_ERRORS_COUNT"],
  ["throttling for heat", "DCGM_FI_DEV_THERMAL_VIOLATION"],
  ["throttling for power", "DCGM_FI_DEV_POWER_VIOLATION"],
  ["uncorrected memory errors", "DCGM_FI_DEV_ECC_DBE_VOL_TOTAL"],
  ["NVLink errors", "DCGM_FI_DEV_NVLINK_CRC_DATA_ERROR_COUNT_TOTAL"],
  ["activity of the multiprocessors", "DCGM_FI_PROF_SM_ACTIVE"],
])("have what the exporter's own list leaves out: %s", (_, field) => {
  expect(types.has(field)).toBe(true);
});

it("call a gauge what falls again", () => {
  expect([...types].filter(([field]) => field?.startsWith("DCGM_EXP_")).map(([, type]) => type)).toEqual([
    "gauge",
    "gauge",
  ]);
});

it("put on every series the labels that the catalogue knows", () => {
  const labels = [...types].filter(([, type]) => type === "label").map(([field]) => field);
  for (const { name, labels: known } of gpuCatalogue.metrics) {
    expect(Object.keys(known), name).toEqual(expect.arrayContaining(labels));
  }
});
