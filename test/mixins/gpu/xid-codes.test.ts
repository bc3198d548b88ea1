import { describe, expect, test } from "vitest";
import { gpuAlerts } from "../../../mixins/gpu/alerts.ts";
import { xidCodes } from "../../../mixins/gpu/xid-codes.ts";

const codes = Object.values(xidCodes).flatMap((list) => list.split("|"));
const matchers = gpuAlerts
  .flatMap(({ rules }) => rules)
  .flatMap(({ alert, expr }) =>
    [...expr.matchAll(/xid(=~|!~|=)"([^"]+)"/g)].map(([, operator, value]) => ({
      alert,
      operator,
      codes: (value ?? "").split("|"),
    })),
  );

describe("the XID codes", () => {
  test("are each in one class", () => {
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
    for (const code of codes) expect(code).toMatch(/^\d{1,3}$/);
  });

  test.each([
    ["79", "GpuFellOffBus"],
    ["48", "GpuEccUncorrectable"],
    ["64", "GpuEccUncorrectable"],
    ["95", "GpuEccUncorrectable"],
    ["74", "GpuXidCritical"],
    ["119", "GpuXidCritical"],
    ["63", "GpuXidErrors"],
    ["94", "GpuXidErrors"],
    ["31", undefined],
    ["43", undefined],
  ])("have one alert each: %s has %s", (code, expected) => {
    const alerts = matchers.filter(({ operator, codes: listed }) =>
      operator === "!~" ? !listed.includes(code) : listed.includes(code),
    );
    expect(alerts.map(({ alert }) => alert)).toEqual(expected === undefined ? [] : [expected]);
  });
});
