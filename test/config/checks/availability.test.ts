import { expect, test } from "vitest";
import { localSettings, problemsOf, prodAlertmanager, prodSettings } from "../problems-of.ts";

test("the settings these tests start from are right", () => {
  expect(problemsOf(localSettings())).toEqual({});
  expect(problemsOf(prodSettings())).toEqual({});
});

test.each(["dev", "prod"])("%s needs two of Prometheus and of Alertmanager", (environment) => {
  const alertmanager = prodAlertmanager({ replicas: 1 });
  expect(problemsOf(prodSettings({ environment, prometheus: { replicas: 1 }, alertmanager }))).toEqual({
    "aiobs:alertmanager.replicas": `found 1; must be at least 2 in ${environment}, so that one lost node silences no alert`,
    "aiobs:prometheus.replicas": `found 1; must be at least 2 in ${environment}, so that one lost node silences no alert`,
  });
});

test("local is content with one", () => {
  expect(problemsOf(localSettings({ prometheus: { replicas: 1 }, alertmanager: { replicas: 1 } }))).toEqual({});
});
