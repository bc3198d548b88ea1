/** Who is told of what: the route tree of each stack, asked through amtool. */
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { type Rendered, renderedFile, renderStack, STACKS, type Stack } from "./support/rendered.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";
import { describeWithTools } from "./with-tools.ts";

type Labels = Readonly<Record<string, string>>;

/** The labels that every alert of this repository has, but for its severity. */
const FROM_BUTTERFLY: Labels = {
  alertname: "ButterflyQueueBuildup",
  team: "butterfly",
  system: "butterfly",
  cluster: "c",
};
const WATCHDOG: Labels = { alertname: "Watchdog", team: "platform", system: "observability", severity: "info" };

/** For each stack its whole tree, and who gets an alert with these labels. */
const DECISIONS: Readonly<Record<Stack, { tree: string; receivers: readonly (readonly [string, Labels, string])[] }>> =
  {
    local: {
      tree: `
.
└── default-route  receiver: none
    └── {alertname="Watchdog"}  receiver: dropped-watchdog`,
      receivers: [
        ["a critical alert", { ...FROM_BUTTERFLY, severity: "critical" }, "none"],
        ["a warning", { ...FROM_BUTTERFLY, severity: "warning" }, "none"],
        ["information", { ...FROM_BUTTERFLY, severity: "info" }, "none"],
        ["the watchdog", WATCHDOG, "dropped-watchdog"],
        ["an alert of unknown labels", { colour: "green" }, "none"],
      ],
    },
    dev: {
      tree: `
.
└── default-route  receiver: team
    ├── {alertname="Watchdog"}  receiver: heartbeat
    └── {severity="info"}  receiver: nobody`,
      receivers: [
        ["a critical alert", { ...FROM_BUTTERFLY, severity: "critical" }, "team"],
        ["a warning", { ...FROM_BUTTERFLY, severity: "warning" }, "team"],
        ["information", { ...FROM_BUTTERFLY, severity: "info" }, "nobody"],
        ["the watchdog", WATCHDOG, "heartbeat"],
        ["an alert of unknown labels", { colour: "green" }, "team"],
      ],
    },
    prod: {
      tree: `
.
└── default-route  receiver: team
    ├── {alertname="Watchdog"}  receiver: heartbeat
    ├── {severity="critical"}  receiver: oncall
    └── {severity="info"}  receiver: nobody`,
      receivers: [
        ["a critical alert", { ...FROM_BUTTERFLY, severity: "critical" }, "oncall"],
        ["a warning", { ...FROM_BUTTERFLY, severity: "warning" }, "team"],
        ["information", { ...FROM_BUTTERFLY, severity: "info" }, "nobody"],
        ["the watchdog", WATCHDOG, "heartbeat"],
        ["the watchdog, were it critical", { ...WATCHDOG, severity: "critical" }, "heartbeat"],
        ["an alert of an unknown severity", { ...FROM_BUTTERFLY, severity: "page" }, "team"],
        ["an alert of unknown labels", { colour: "green" }, "team"],
      ],
    },
  };

const Config = z.looseObject({ receivers: z.array(z.looseObject({ name: z.string() })) });
const Rules = z.looseObject({
  groups: z.array(
    z.looseObject({
      rules: z.array(
        z.looseObject({ alert: z.string().optional(), labels: z.record(z.string(), z.string()).optional() }),
      ),
    }),
  ),
});

describeWithTools(["amtool"], "alerts", ({ amtool }) => {
  describe.each(STACKS)("of the stack %s", (stack) => {
    const { tree, receivers } = DECISIONS[stack];
    const bed = new AsyncDisposableStack();
    let files: Rendered;
    let config: string;

    beforeAll(async () => {
      files = await renderStack(stack);
      config = join(temporaryFolder(bed), "alertmanager.yml");
      await writeFile(config, renderedFile(files, "alertmanager/alertmanager.yml"));
    });
    afterAll(() => bed.disposeAsync());

    const ask = async (...args: readonly string[]) => {
      const { stdout } = await promisify(execFile)(amtool, ["config", "routes", ...args]);
      return stdout.trimEnd();
    };
    const receiverOf = (labels: Labels) =>
      ask("test", `--config.file=${config}`, ...Object.entries(labels).map(([name, value]) => `${name}=${value}`));

    test.each(receivers)("%s goes where it should", async (_, labels, receiver) => {
      expect(await receiverOf(labels)).toBe(receiver);
    });

    test("take the tree that is written down here", async () => {
      expect(await ask("show", `--config.file=${config}`)).toBe(`Routing tree:${tree}`);
    });

    test("reach every receiver in some row of this table", () => {
      const { receivers: rendered } = Config.parse(parse(renderedFile(files, "alertmanager/alertmanager.yml")));
      const reached = new Set(receivers.map(([, , receiver]) => receiver));
      expect(rendered.map(({ name }) => name).sort()).toEqual([...reached].sort());
    });

    test("that the rules can send go by their severity, each one", async () => {
      const bySeverity = new Map(
        receivers.map(([, { alertname, severity }, to]) => [alertname === "Watchdog" ? alertname : severity, to]),
      );
      const alerts = [...files]
        .filter(([path]) => path.startsWith("prometheus/rules/"))
        .flatMap(([, text]) => Rules.parse(parse(text)).groups.flatMap(({ rules }) => rules))
        .flatMap(({ alert, labels }) => (alert === undefined ? [] : [{ alertname: alert, cluster: "c", ...labels }]));
      expect(alerts).not.toEqual([]);
      const sent = await Promise.all(alerts.map(async (labels) => [labels.alertname, await receiverOf(labels)]));
      const expected = alerts.map(({ alertname, ...labels }: Labels) => [
        alertname,
        bySeverity.get(alertname === "Watchdog" ? alertname : labels.severity),
      ]);
      expect(sent).toEqual(expected);
    });
  });
});
