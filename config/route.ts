import * as z from "zod";
import { duration } from "./types/duration.ts";
import { matcher } from "./types/matcher.ts";
import { patternType } from "./types/text-type.ts";

/** The name of a receiver. */
export function receiverName() {
  return patternType({
    name: "receiver",
    expected: 'the name of a receiver such as "oncall" (letters, digits, - and _)',
    examples: ["oncall"],
    pattern: /^[A-Za-z0-9][\w-]*$/,
  });
}

/** The labels that alerts are grouped by; `...` alone groups by all of them, which is no grouping. */
const groupBy = z.array(
  patternType({
    name: "label",
    expected: 'the name of a label such as "alertname", or "..." alone for all of them',
    examples: ["alertname", "cluster", "..."],
    pattern: /^(?:\.\.\.|[a-zA-Z_]\w*)$/,
  }),
);

const timing = { examples: ["30s", "5m", "4h"] };
const groupWait = duration(timing);
const groupInterval = duration({ min: "1s", ...timing });
const repeatInterval = duration({ min: "1m", ...timing });

/** A branch of the route tree. What it leaves out it has from the route above. */
export const branchSchema = z
  .strictObject({
    receiver: receiverName().exactOptional().describe("Who is notified. Left out: as in the route above."),
    matchers: z.array(matcher()).min(1).describe("Conditions on an alert's labels that all hold here."),
    continue: z
      .boolean()
      .prefault(false)
      .describe("Whether an alert that matches also goes on to the branches after this one."),
    groupBy: groupBy.exactOptional().describe("Labels whose values make a group. Left out: as in the route above."),
    groupWait: groupWait.exactOptional().describe("Left out: as in the route above."),
    groupInterval: groupInterval.exactOptional().describe("Left out: as in the route above."),
    repeatInterval: repeatInterval.exactOptional().describe("Left out: as in the route above."),
    get routes(): z.ZodPrefault<z.ZodArray<typeof branchSchema>> {
      return z.array(branchSchema).prefault([]).describe("Branches of this branch, tried in their order.");
    },
  })
  .meta({
    id: "Branch",
    title: "branch",
    description: "A branch of the route tree. What it leaves out it has from the route above.",
  });

/** A branch of the route tree. */
export type Branch = z.output<typeof branchSchema>;

/** The root of Alertmanager's route tree: every alert enters here (Alertmanager's configuration, `route`). */
export const routeSchema = z.strictObject({
  receiver: receiverName().describe("Who is notified of what no branch matches."),
  groupBy: groupBy
    .min(1)
    .prefault(["alertname", "cluster"])
    .describe("Labels whose values make a group: alerts of one group are one notification."),
  groupWait: groupWait.prefault("30s").describe("How long a new group gathers alerts before its first notification."),
  groupInterval: groupInterval
    .prefault("5m")
    .describe("How long until a group that has changed is notified again; not below `groupWait`."),
  repeatInterval: repeatInterval
    .prefault("4h")
    .describe("How long until a group that has not changed is notified again; not below `groupInterval`."),
  routes: z.array(branchSchema).prefault([]).describe("Branches, tried in their order; the first that matches wins."),
});

/** The root of the route tree. */
export type Route = z.output<typeof routeSchema>;
