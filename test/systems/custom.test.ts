import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { previewStack } from "../../preview/preview.ts";
import { formatProblem } from "../../problems/format.ts";
import { systems } from "../../systems/all.ts";
import { broughtFiles } from "../../systems/brought.ts";
import { customSystem } from "../../systems/custom.ts";
import { soundModel } from "../dashboards/sample-dashboard.ts";
import { folderOf } from "./custom/folder-of.ts";

/** All systems, with these files in place of those of `custom/`. */
const withFiles = (files: Readonly<Record<string, string>>) => [
  ...systems.filter(({ mixin }) => mixin.system !== "custom"),
  customSystem(folderOf(files)),
];

const rules = (...each: readonly object[]) => JSON.stringify({ groups: [{ name: "shop", rules: each }] });

const problemsOf = (files: Readonly<Record<string, string>>) =>
  broughtFiles(withFiles(files)).problems.map(formatProblem);

const LOCAL = "config:\n  aiobs:environment: local\n  aiobs:cluster: { name: local }\n  aiobs:owner: platform\n";

const settingsFile = (extra = "") => `${folderOf({ "Pulumi.x.yaml": `${LOCAL}${extra}` })}/Pulumi.x.yaml`;

const shopDown = {
  alert: "ShopDown",
  expr: 'shop_open{till="$x"} == 0'.replace("$x", "1"),
  for: "5m",
  labels: { severity: "critical" },
  annotations: { summary: "The shop is closed." },
};

/** An exported dashboard with one panel. */
const exported = (expr: string) => {
  const panels = (soundModel.panels ?? []).map((panel) => ({ ...panel, targets: [{ refId: "A", expr }] }));
  return JSON.stringify({ ...soundModel, uid: "shop-chat", title: "Chat", panels });
};

describe("what people bring along", () => {
  test("is deployed: a rule with its owner and its page, the rest as it is written", async () => {
    const { files } = await previewStack(
      "x",
      settingsFile(),
      withFiles({
        "rules/shop.yaml": rules(shopDown, { record: "shop:open:sum", expr: "sum(shop_open)" }),
        "runbooks/ShopDown.md": "# ShopDown",
      }),
    );
    expect(parse(files.get("prometheus/rules/custom-shop.yaml") ?? "")).toEqual({
      groups: [
        {
          name: "shop",
          rules: [
            {
              ...shopDown,
              labels: { team: "platform", severity: "critical" },
              annotations: { runbook_url: "http://localhost:8000/ShopDown.md", summary: "The shop is closed." },
            },
            { record: "shop:open:sum", expr: "sum(shop_open)" },
          ],
        },
      ],
    });
  });

  test("keeps the team and the runbook that it names itself", async () => {
    const own = { ...shopDown, labels: { team: "shop" }, annotations: { runbook_url: "https://shop.test/" } };
    const { files } = await previewStack(
      "x",
      settingsFile(),
      withFiles({ "rules/shop.yaml": rules(own), "runbooks/ShopDown.md": "# ShopDown" }),
    );
    expect(parse(files.get("prometheus/rules/custom-shop.yaml") ?? "").groups[0].rules[0]).toMatchObject({
      labels: { team: "shop" },
      annotations: { runbook_url: "https://shop.test/" },
    });
  });

  test("may ask for the applications of its stack, and nothing is said of that in the preview", async () => {
    const application = "  aiobs:applications: { chat: { targets: [chat.example.com:9100], cidrs: [10.9.0.0/16] } }\n";
    const dashboard = exported('up{job="chat", instance="$node"}');
    const { summary } = await previewStack(
      "x",
      settingsFile(application),
      withFiles({ "dashboards/Shop/chat.json": dashboard }),
    );
    const told = summary.checks.flatMap(({ problems }) => problems).map(formatProblem);
    expect(told.filter((line) => line.includes("job"))).toEqual([]);
  });

  test("is told of in the preview, with everything that is unusual about it", async () => {
    const { summary } = await previewStack("x", settingsFile(), withFiles({ "rules/shop.yaml": rules(shopDown) }));
    const check = summary.checks.find(({ title }) => title === "What was brought along");
    expect(check?.count).toBe(1);
    expect(check?.problems.map(formatProblem)).toEqual([
      expect.stringContaining("There is no metric `shop_open`"),
      expect.stringContaining("has no runbook; write custom/runbooks/ShopDown.md"),
    ]);
  });

  test("may ask for what its own catalogues and recording rules have", () => {
    const files = {
      "catalogues/shop.prom": "# TYPE shop_open gauge\nshop_open 1\n",
      "rules/shop.yaml": rules(
        { record: "shop:open:sum", expr: "sum(shop_open)" },
        {
          alert: "ShopDown",
          expr: "shop:open:sum == 0",
          labels: { severity: "warning" },
          annotations: { runbook_url: "https://shop.test/" },
        },
      ),
    };
    expect(problemsOf(files)).toEqual([]);
  });

  test("has names of its own", () => {
    const record =
      systems.flatMap(({ mixin }) => mixin.recordings.flatMap((group) => group.rules))[0]?.record ?? "none";
    const files = { "rules/shop.yaml": rules({ ...shopDown, alert: "Watchdog" }, { record, expr: "sum(up)" }) };
    expect(problemsOf(files).filter((line) => line.includes("of that name"))).toEqual([
      expect.stringContaining("alert Watchdog: this repository has a rule of that name"),
      expect.stringContaining(`recording ${record}: this repository has a rule of that name`),
    ]);
  });

  test("has no name of an alert that other stacks have, whatever this one observes", () => {
    const files = { "rules/shop.yaml": rules({ ...shopDown, alert: "ApplicationDown" }) };
    expect(problemsOf(files)).toContainEqual(expect.stringContaining("this repository has a rule of that name"));
  });

  test.each([
    [{ ...shopDown, expr: "rate(shop_open)" }, "error", /rate/],
    [{ ...shopDown, expr: "butterfly_nodes_totl > 1" }, "error", /There is no metric `butterfly_nodes_totl`/],
    [{ ...shopDown, annotations: { summary: "{{ $labels.till" } }, "error", /never closed/],
    [{ ...shopDown, expr: "shop_open" }, "warning", /no condition/],
    [{ ...shopDown, labels: {} }, "warning", /has no label severity/],
    [{ ...shopDown, labels: { severity: "page" } }, "warning", /has the severity "page"/],
    [
      { ...shopDown, expr: "sum(shop_open) == 0", annotations: { summary: "{{ $labels.till }}" } },
      "warning",
      /gives no label `till`/,
    ],
  ])("is %j: refused where it must fail, and warned of where it is unusual", (rule, severity, message) => {
    const { problems } = broughtFiles(withFiles({ "rules/shop.yaml": rules(rule) }));
    const found = problems.filter((problem) => message.test(formatProblem(problem)));
    expect(found.map((problem) => problem.severity)).toEqual([severity]);
  });

  test("stops the program before anything is made, with all that is wrong", async () => {
    const files = { "rules/a.yaml": "groups: [", "catalogues/b.prom": "<html>" };
    await expect(previewStack("x", settingsFile(), withFiles(files))).rejects.toThrow(
      /custom\/rules\/a\.yaml[\s\S]*custom\/catalogues\/b\.prom/,
    );
  });

  test("counts for routes: one may wait for its alerts", async () => {
    const route = `  aiobs:alertmanager:
    receivers: { nobody: {} }
    route: { receiver: nobody, routes: [{ matchers: ['alertname="ShopDown"', 'team="platform"'], receiver: nobody }] }
`;
    const previewed = (files: Readonly<Record<string, string>>) =>
      previewStack("x", settingsFile(route), withFiles(files)).then(
        () => "accepted",
        (error: unknown) => `${error}`,
      );
    expect(await previewed({})).toMatch(/routes\[0\]\.matchers\[0\].*ShopDown/);
    expect(await previewed({ "rules/shop.yaml": rules(shopDown) })).toBe("accepted");
  });

  test("is changed where it stands, not by settings", async () => {
    const files = withFiles({ "rules/shop.yaml": rules(shopDown) });
    await expect(
      previewStack("x", settingsFile("  aiobs:alerts: { ShopDown: { state: off } }\n"), files),
    ).rejects.toThrow(/alerts\.ShopDown +stands in custom\/rules\/shop\.yaml.*change it there/);
  });
});
