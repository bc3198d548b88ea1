import { expect, test } from "vitest";
import { localSettings, problemsOf, prodAlertmanager, prodSettings } from "../problems-of.ts";

test("the settings these tests start from are right", () => {
  expect(problemsOf(localSettings())).toEqual({});
  expect(problemsOf(prodSettings())).toEqual({});
});

test.each([
  ["dev", 2],
  ["prod", 3],
])("%s needs two of Prometheus and %i of Alertmanager", (environment, least) => {
  const alertmanager = prodAlertmanager({ replicas: least - 1 });
  expect(problemsOf(prodSettings({ environment, prometheus: { replicas: 1 }, alertmanager }))).toEqual({
    "aiobs:alertmanager.replicas": expect.stringContaining(`must be at least ${least} in ${environment}: `),
    "aiobs:prometheus.replicas": expect.stringContaining(`found 1; must be at least 2 in ${environment}: `),
  });
  expect(problemsOf(prodSettings({ environment, alertmanager: prodAlertmanager({ replicas: least }) }))).toEqual({});
});

test("local is content with one", () => {
  expect(problemsOf(localSettings({ prometheus: { replicas: 1 }, alertmanager: { replicas: 1 } }))).toEqual({});
});
