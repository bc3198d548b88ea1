import * as z from "zod";
import { dnsLabel } from "./types/dns-name.ts";
import { duration } from "./types/duration.ts";
import { patternType } from "./types/text-type.ts";

/** What a stack changes of one alert. */
const alertChangeSchema = z
  .strictObject({
    state: z.enum(["on", "off"]).prefault("on").describe("`off`: the stack has no such alert."),
    severity: z
      .enum(["critical", "warning", "info"])
      .exactOptional()
      .describe(
        "How urgent it is: `critical` pages a person, `warning` opens a ticket. Left out: as the alert has it.",
      ),
    threshold: z
      .number()
      .exactOptional()
      .describe(
        "The number that its values are compared with, in the unit of its metric: a share of 5 % is 0.05. For alerts that compare with " +
          "one. Dashboards keep their own. Left out: as the alert has it.",
      ),
    for: duration({ examples: ["30s", "5m", "4h"] })
      .exactOptional()
      .describe("How long the condition must hold before it fires. Left out: as the alert has it."),
    team: dnsLabel(["platform"])
      .exactOptional()
      .describe("Who is told: the label `team`. Left out: as the alert has it, or `owner`."),
  })
  .describe("What is different here of one alert.");

/** What a stack changes of its alerts, by name. */
export const alertsSchema = z
  .record(
    patternType({
      name: "alert",
      expected: 'the name of an alert such as "AiobsTargetDown"',
      examples: ["AiobsTargetDown"],
      pattern: /^[A-Z][A-Za-z0-9]{0,39}$/,
    }),
    alertChangeSchema,
  )
  .prefault({})
  .describe(
    "Alerts that are different in this stack, by name: off, more or less urgent, with another threshold. The preview lists them.",
  );

/** What a stack changes of one alert. */
export type AlertChange = z.output<typeof alertChangeSchema>;
