/** Route trees and alerts of every kind, small enough that their matchers meet. */
import fc from "fast-check";
import type { RouteNode } from "../../../config/routing/route-tree.ts";
import type { AlertLabel, SentAlert } from "../../../config/routing/sent-alert.ts";
import { type Matcher, parseMatcher } from "../../../config/types/matcher.ts";

const LABELS = ["severity", "team", "namespace"] as const;
const VALUES = ["a", "b", "ab"] as const;
const PATTERNS = [...VALUES, "", "a|b", "a.*", ".+", ".*"] as const;

const matcher: fc.Arbitrary<Matcher> = fc
  .tuple(fc.constantFrom(...LABELS), fc.constantFrom("=", "!=", "=~", "!~"), fc.constantFrom(...PATTERNS))
  .map(([label, operator, value]) => parseMatcher(`${label}${operator}"${value}"`))
  .filter((parsed) => parsed !== undefined);

/** A tree of routes, each with a receiver of its own name, so that who was told says which way an alert went. */
export const routeTrees: fc.Arbitrary<RouteNode> = branches(3).map((routes) =>
  named({ receiver: "", matchers: [], continue: false, routes }, "r"),
);

function branches(depth: number): fc.Arbitrary<RouteNode[]> {
  const branch = fc.record({
    receiver: fc.constant(""),
    matchers: fc.array(matcher, { minLength: 1, maxLength: 2 }),
    continue: fc.boolean(),
    routes: depth === 1 ? fc.constant([]) : branches(depth - 1),
  });
  return fc.array(branch, { maxLength: 3 });
}

function named(node: RouteNode, receiver: string): RouteNode {
  return { ...node, receiver, routes: node.routes.map((below, index) => named(below, `${receiver}${index}`)) };
}

/** The labels of one alert, each with a value. */
export type Labels = Readonly<Record<string, string>>;

export const labelSets: fc.Arbitrary<Labels> = fc.dictionary(fc.constantFrom(...LABELS), fc.constantFrom(...VALUES));

/** An alert whose labels are all known. */
export function knownAlert(labels: Labels): SentAlert {
  return {
    alertname: "Known",
    labels: new Map(Object.entries(labels).map(([name, value]) => [name, { presence: "always", values: [value] }])),
    others: "none",
  };
}

/** An alert of which less is known than these labels: they are one way in which it may come. */
export function vagueAlerts(labels: Labels): fc.Arbitrary<SentAlert> {
  const label = (name: string): fc.Arbitrary<AlertLabel | undefined> => {
    const value = labels[name];
    const known = fc.record({ more: fc.subarray([...VALUES]), open: fc.boolean(), sure: fc.boolean() }).map(
      ({ more, open, sure }): AlertLabel => ({
        presence: value !== undefined && sure ? "always" : "sometimes",
        ...(open ? {} : { values: [...new Set([...(value === undefined ? [] : [value]), ...more])] }),
      }),
    );
    return fc.option(known, { nil: undefined });
  };
  return fc.tuple(...LABELS.map(label)).map((all) => {
    const given = LABELS.flatMap((name, index) => {
      const one = all[index];
      return one === undefined ? [] : [[name, one] as const];
    });
    const unsaid = Object.keys(labels).some((name) => !given.some(([each]) => each === name));
    return { alertname: "Vague", labels: new Map(given), others: unsaid ? "unknown" : "none" };
  });
}
