/**
 * The conventions of monitoring mixins as `mixtool lint` has them (https://github.com/monitoring-mixins/mixtool/blob/main/pkg/mixer/lint.go,
 * https://monitoring.mixins.dev/#guidelines-for-alert-names-labels-and-annotations). mixtool itself is in no registry that tests could
 * take it from. That a group has 20 rules at most is tried in `alerts.test.ts`. One of its rules is not kept: summaries may use templates here. They are the subject of a page, and say where it is.
 */
import { describe, expect, test } from "vitest";
import { allAlertGroups, recordingGroups } from "../../mixins/groups.ts";
import { alerts, mixins, scraped } from "../observed.ts";

/** The dead man's switch has no value and no object to name. */
const ALWAYS = "Watchdog";

/** The names that services expose against the conventions, copied under the ones that they should have (`conventionalName`). */
const COPIES = ["butterfly_consensus_log_entries", "butterfly_checkpoints", "maestro_ml_models"];

describe.each(alerts)("$alert", ({ alert, summary, description }) => {
  test("is named in camel case, by 40 characters at most", () => {
    expect(alert).toMatch(/^([A-Z]+[a-z0-9]+)+$/);
    expect(alert.length).toBeLessThanOrEqual(40);
  });

  test("has a summary that is a sentence, and a description that tells where, or how much", () => {
    expect(summary).toMatch(/^[A-Z].+\.$/);
    expect(/\{\{.+\}\}/.test(description)).toBe(alert !== ALWAYS);
  });
});

describe.each(mixins)("the rules of $system", (mixin) => {
  test("stand in groups of alerts with names of 40 characters at most", () => {
    for (const { name } of allAlertGroups(mixin, scraped)) expect(name.length, name).toBeLessThanOrEqual(40);
  });

  test("are recorded as level:metric:operations", () => {
    const names = recordingGroups(mixin, scraped).flatMap(({ rules }) => rules.map(({ record }) => record));
    for (const name of names.filter((each) => !COPIES.includes(each))) expect(name).toMatch(/^\w+:\w+:\w+$/);
  });
});
