import { expect, test } from "vitest";
import { checkPromQL } from "../../queries/promql/check.ts";
import { systems } from "../../systems/all.ts";
import { knownSeries } from "../../systems/series.ts";
import { systemsIn } from "../../systems/systems-in.ts";
import { settingsWith } from "../components/settings.ts";

const applications = { chat: { pods: { namespaces: ["llm"], labels: { app: "chat" }, ports: [8000] } } };

test("queries may ask for a stack's own applications, and for no job that it does not have", () => {
  const index = knownSeries(systemsIn(systems, settingsWith({ applications })));
  const problems = (query: string) => checkPromQL(query, index).problems.map(({ message }) => message);
  expect(problems('up{job="chat"}')).toEqual([]);
  expect(problems('up{job="prometheus"}')).toEqual([]);
  expect(problems('up{job="chatt"}')).toEqual([expect.stringContaining('`job` is never "chatt"')]);
});

test("without applications the systems are what they are", () => {
  expect(systemsIn(systems, settingsWith())).toBe(systems);
});
