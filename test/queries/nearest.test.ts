import { expect, test } from "vitest";
import { nearest } from "../../queries/nearest.ts";

test.each([
  ["eror", ["error", "success"], "error"],
  ["lables", ["value", "labels"], "labels"],
  ["Status", ["state", "status"], "status"],
  ["shop_request_total", ["shop_sent_total", "shop_requests_total"], "shop_requests_total"],
  ["bat", ["cat", "rat"], "cat"],
  ["a", ["b"], "b"],
])("%s among %j is %s", (word, candidates, expected) => {
  expect(nearest(word, candidates)).toBe(expected);
});

test.each([
  ["pod", ["job", "cluster"]],
  ["node_id", ["cluster", "gpu_id"]],
  ["shop_requests_total", ["shop_duration_seconds_bucket"]],
  ["same", ["same"]],
  ["x", []],
])("nothing in %s is near enough to %j", (word, candidates) => {
  expect(nearest(word, candidates)).toBeUndefined();
});
