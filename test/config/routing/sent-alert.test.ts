import { expect, test } from "vitest";
import { type AlertLabel, holds, type SentAlert } from "../../../config/routing/sent-alert.ts";
import { parseMatcher } from "../../../config/types/matcher.ts";

const ANY: AlertLabel = { presence: "always" };
const MAYBE: AlertLabel = { presence: "sometimes" };
const ONE_OF: AlertLabel = { presence: "always", values: ["ml", "data"] };

const verdict = (text: string, label: AlertLabel | undefined, others: SentAlert["others"] = "none") => {
  const matcher = parseMatcher(text);
  const labels = new Map(label === undefined ? [] : [["team", label]]);
  return matcher && holds(matcher, { labels, others });
};

test.each([
  ['team="ml"', undefined, "never"],
  ['team!="ml"', undefined, "always"],
  ['team=""', undefined, "always"],
  ['team=~"ml|"', undefined, "always"],
  ['team=~".+"', undefined, "never"],
  ['team="ml"', ANY, "sometimes"],
  ['team=~"m.*"', ANY, "sometimes"],
  ['team=""', ANY, "never"],
  ['team!=""', ANY, "always"],
  ['team=~".+"', ANY, "always"],
  ['team!~".+"', ANY, "never"],
  ['team=~".*"', ANY, "always"],
  ['team!=".*"', ANY, "sometimes"],
  ['team=""', MAYBE, "sometimes"],
  ['team=~".+"', MAYBE, "sometimes"],
  ['team=~".*"', MAYBE, "always"],
  ['team!~".*"', MAYBE, "never"],
  ['team="ml"', ONE_OF, "sometimes"],
  ['team=~"ml|data"', ONE_OF, "always"],
  ['team="ops"', ONE_OF, "never"],
  ['team!="ops"', ONE_OF, "always"],
  ['team=~"ml|data"', { ...ONE_OF, presence: "sometimes" }, "sometimes"],
  ['team=~"ml|data|"', { ...ONE_OF, presence: "sometimes" }, "always"],
] as const)("%s of %j holds %s", (text, label, expected) => {
  expect(verdict(text, label)).toBe(expected);
});

test("what is not said of an alert whose labels are not all known may be there", () => {
  expect(verdict('team="ml"', undefined, "unknown")).toBe("sometimes");
  expect(verdict('team=".+"', undefined, "unknown")).toBe("sometimes");
});
