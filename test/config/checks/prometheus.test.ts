import { expect, test } from "vitest";
import { localSettings, problemsOf } from "../problems-of.ts";

const withPrometheus = (prometheus: Record<string, unknown>) => problemsOf(localSettings({ prometheus }));

test("blocks may fill 85 % of the volume", () => {
  expect(withPrometheus({ storage: "100Gi", retention: { size: "85Gi" } })).toEqual({});
});

test("more than 85 % of the volume is refused with the most that is allowed", () => {
  expect(withPrometheus({ storage: "100Gi", retention: { size: "86Gi" } })).toEqual({
    "aiobs:prometheus.retention.size":
      'found "86Gi"; leaves no room for the write-ahead log and compaction; expected at most 85Gi, 85 % of storage 100Gi',
  });
});

test("what is reckoned when the size is left out always fits, however small the volume", () => {
  expect(withPrometheus({ storage: "1Gi" })).toEqual({});
  expect(withPrometheus({ storage: "64Ti" })).toEqual({});
});

test("a scrape is given up before the next one starts", () => {
  expect(withPrometheus({ scrapeInterval: "30s", scrapeTimeout: "30s" })).toEqual({});
  expect(withPrometheus({ scrapeInterval: "30s", scrapeTimeout: "31s" })).toEqual({
    "aiobs:prometheus.scrapeTimeout": 'found "31s"; expected at most scrapeInterval, 30s',
  });
});
