import { expect, it } from "vitest";
import { seriesCheck } from "../../../preview/checks/series.ts";
import { formatProblem } from "../../../problems/format.ts";
import { subject } from "./subject.ts";

const found = (memory: string, storage: string) =>
  seriesCheck
    .run(
      subject([], {
        series: { total: 1_000_000, memoryBytes: 4 * 2 ** 30, diskBytes: 100 * 2 ** 30, given: { memory, storage } },
      }),
    )
    .problems.map(formatProblem);

it("is content with what is enough", () => {
  expect(found("4Gi", "100Gi")).toEqual([]);
});

it("warns of memory and volumes that do not hold what is expected, and refuses nothing", () => {
  expect(found("3Gi", "50Gi")).toEqual([
    expect.stringMatching(/^aiobs:prometheus\.memory: warning: found 3Gi; is less than the 4\.0 GiB/),
    expect.stringMatching(/^aiobs:prometheus\.storage: warning: found 50Gi; is less than the 100\.0 GiB/),
  ]);
});
