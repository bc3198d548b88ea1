/** What is held back while something else fires: the rules of `prod`, asked of a real Alertmanager. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { type Alertmanager, startAlertmanager } from "./support/alertmanager.ts";
import { renderedFile, renderStack } from "./support/rendered.ts";
import { describeWithTools } from "./with-tools.ts";

const AlertmanagerYml = z.looseObject({
  inhibit_rules: z.array(
    z.looseObject({
      source_matchers: z.array(z.string()),
      target_matchers: z.array(z.string()),
      equal: z.array(z.string()).min(1),
    }),
  ),
});

describeWithTools(["alertmanager"], "inhibition", ({ alertmanager }) => {
  const bed = new AsyncDisposableStack();
  let server: Alertmanager;
  let rules: z.infer<typeof AlertmanagerYml>["inhibit_rules"];

  beforeAll(async () => {
    const config = renderedFile(await renderStack("prod"), "alertmanager/alertmanager.yml");
    rules = AlertmanagerYml.parse(parse(config)).inhibit_rules;
    server = await startAlertmanager({ alertmanager, config }, bed);
  });
  afterAll(() => bed.disposeAsync());

  /** Which of the alerts with this label `case` are inhibited, by their label `probe`. */
  const inhibited = async (name: string) => {
    const all = await server.alerts();
    return all
      .filter(({ labels, inhibited }) => labels.case === name && inhibited)
      .map(({ labels: { alertname, probe } }) => `${alertname} ${probe}`)
      .sort();
  };

  test("holds back what is about the same object, and nothing about any other", async () => {
    expect(rules.length).toBeGreaterThan(0);
    for (const [index, { source_matchers, target_matchers, equal }] of rules.entries()) {
      const name = `rule ${index}`;
      const [, source = ""] = /^alertname="(.+)"$/.exec(source_matchers[0] ?? "") ?? [];
      const targets = (/^alertname=~"(.+)"$/.exec(target_matchers[0] ?? "")?.[1] ?? "").split("|");
      // Each target has a cluster of its own: a target may be what another rule's target is held back for.
      const alerts = targets.flatMap((alertname) => {
        const object: Record<string, string> = {
          ...Object.fromEntries(equal.map((label) => [label, "one"])),
          cluster: `${name}, ${alertname}`,
        };
        const others = equal.flatMap((label) => {
          const { [label]: _, ...without } = object;
          return [
            { ...object, [label]: `${name}, another for ${alertname}`, probe: `another ${label}` },
            { ...without, probe: `no ${label}` },
          ];
        });
        return [
          { ...object, alertname: source, case: name },
          ...[{ ...object, probe: "same" }, ...others].map((labels) => ({ ...labels, alertname, case: name })),
        ];
      });
      await server.fire(...alerts);
      expect(await inhibited(name)).toEqual(targets.map((alertname) => `${alertname} same`).sort());
    }
  });

  test("holds back no warning because the same alert is critical elsewhere", async () => {
    const labels = { alertname: "VolumeFillingUp", cluster: "c", case: "severity" };
    await server.fire(
      { ...labels, severity: "critical", namespace: "a", probe: "source" },
      { ...labels, severity: "warning", namespace: "b", probe: "target" },
    );
    expect(await inhibited("severity")).toEqual([]);
  });
});
