/** Who is told of what: the route tree of each stack, asked through amtool. */
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { renderAlertmanagerConfig } from "../../components/alerting/alertmanager-config.ts";
import { placeRoutes, wholeTree } from "../../config/routing/route-tree.ts";
import type { SentAlert } from "../../config/routing/sent-alert.ts";
import { toldBy, whoIsTold } from "../../config/routing/who-is-told.ts";
import { ROOT } from "../../preview/root.ts";
import { readStackConfig } from "../../preview/stack-config.ts";
import { systems } from "../../systems/all.ts";
import { sentAlerts } from "../../systems/sent-alerts.ts";
import { sectionsOf } from "../../systems/system.ts";
import { temporaryFolder } from "../../tools/servers/temporary-folder.ts";
import { settingsWith } from "../components/settings.ts";
import { type Rendered, renderedFile, renderStack, STACKS, type Stack } from "./support/rendered.ts";
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

/** A tree with nested, continuing, negated and empty matchers, on labels that some alerts have and others lack. */
const THORNY = {
  receivers: { root: {}, all: {}, paged: {}, pods: {}, gpus: {}, rest: {}, quiet: {} },
  route: {
    receiver: "root",
    routes: [
      { matchers: ['severity!="info"'], receiver: "all", continue: true },
      {
        matchers: ['severity="critical"'],
        receiver: "paged",
        routes: [
          { matchers: ['gpu!=""'], receiver: "gpus", continue: true },
          { matchers: ['instance=~".+"'], receiver: "gpus" },
        ],
      },
      { matchers: ['pod!=""', 'namespace=~"so.e|other"'], receiver: "pods" },
      { matchers: ['alertname!~"(Gpu|Kube).*"', 'job=""'], receiver: "rest" },
      { matchers: ['severity="info"'], receiver: "quiet" },
    ],
  },
};

const Config = z.looseObject({ receivers: z.array(z.looseObject({ name: z.string() })) });
const Rules = z.looseObject({
  groups: z.array(
    z.looseObject({
      rules: z.array(z.looseObject({ alert: z.string().optional(), title: z.string().optional() })),
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
    const receiverOf = (labels: Labels) => ask("test", `--config.file=${config}`, ...written(labels));

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

    test("that the rules can send go to those whom the preview names, each one", async () => {
      const { settings } = readStackConfig(join(ROOT, `Pulumi.${stack}.yaml`), sectionsOf(systems));
      const alerts = sentAlerts(systems, settings);
      expect(alerts.map(({ alertname }) => alertname).sort()).toEqual(alertsOfRules(files));
      const told = [...whoIsTold(settings.alertmanager, alerts)].map(([{ alertname }, all]) => [
        alertname,
        all.map(({ receiver }) => receiver).join(","),
      ]);
      const asked = alerts.map(async (alert) => [alert.alertname, await receiverOf(oneOf(alert))]);
      expect(told).toEqual(await Promise.all(asked));
    });
  });

  test("take every kind of way through a tree as the preview says", async () => {
    const bed = new AsyncDisposableStack();
    const config = join(temporaryFolder(bed), "alertmanager.yml");
    const settings = settingsWith({ alertmanager: THORNY });
    await writeFile(config, renderAlertmanagerConfig(settings.alertmanager, []));
    const alerts = sentAlerts(systems, settings);
    const tree = wholeTree(placeRoutes(settings.alertmanager.route), settings.alertmanager.watchdog);
    const ways = await Promise.all(
      alerts.map(async (alert) => {
        const labels = oneOf(alert);
        const { stdout } = await promisify(execFile)(amtool, [
          "config",
          "routes",
          "test",
          `--config.file=${config}`,
          ...written(labels),
        ]);
        const told = toldBy(tree, { ...alert, labels: known(labels) }).map(({ receiver }) => receiver);
        return [alert.alertname, stdout.trimEnd(), told.join(",")] as const;
      }),
    );
    expect(ways.map(([name, , told]) => [name, told])).toEqual(ways.map(([name, asked]) => [name, asked]));
    // Several ways were taken, and some alerts took more than one.
    expect(new Set(ways.map(([, asked]) => asked)).size).toBeGreaterThan(4);
    expect(ways.some(([, asked]) => asked.includes(","))).toBe(true);
    await bed.disposeAsync();
  });
});

/** The names of the alerts in a stack's rule files, and of those that Grafana sends on, sorted. */
function alertsOfRules(files: Rendered): readonly string[] {
  return [...files]
    .filter(([path]) => path.startsWith("prometheus/rules/") || path === "grafana/alert-rules.yaml")
    .flatMap(([, text]) => Rules.parse(parse(text)).groups.flatMap(({ rules }) => rules))
    .flatMap(({ alert, title }) => alert ?? title ?? [])
    .sort();
}

/** The labels of one alert as it may come: where any value is possible, `some`. */
function oneOf({ labels }: SentAlert): Labels {
  return Object.fromEntries([...labels].map(([name, { values }]) => [name, values?.[0] ?? "some"]));
}

function known(labels: Labels): SentAlert["labels"] {
  return new Map(Object.entries(labels).map(([name, value]) => [name, { presence: "always", values: [value] }]));
}

function written(labels: Labels): readonly string[] {
  return Object.entries(labels).map(([name, value]) => `${name}=${value}`);
}
