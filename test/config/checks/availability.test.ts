import { expect, test } from "vitest";
import { localSettings, problemsOf, prodAlertmanager, prodSettings } from "../problems-of.ts";

test("the settings these tests start from are right", () => {
  expect(problemsOf(localSettings())).toEqual({});
  expect(problemsOf(prodSettings())).toEqual({});
});

test.each([
  ["dev", {}, 2],
  ["prod", {}, 3],
  // A name that is not known is held to prod's standards.
  ["staging-eu", {}, 3],
  ["prod", { availability: "pairs" }, 2],
  ["local", { availability: "redundant" }, 3],
])("%s with the standards %j needs two of Prometheus and %i of Alertmanager", (environment, standards, least) => {
  const alertmanager = prodAlertmanager({ replicas: least - 1 });
  const settings = { environment, standards };
  expect(problemsOf(prodSettings({ ...settings, prometheus: { replicas: 1 }, alertmanager }))).toEqual({
    "aiobs:alertmanager.replicas": expect.stringContaining(`must be at least ${least} for `),
    "aiobs:prometheus.replicas": expect.stringContaining("found 1; must be at least 2 for "),
  });
  expect(problemsOf(prodSettings({ ...settings, alertmanager: prodAlertmanager({ replicas: least }) }))).toEqual({});
});

test("a stack whose servers may be single is held to nothing else for it", () => {
  const settings = { standards: { availability: "single" }, prometheus: { replicas: 1 } };
  expect(problemsOf(prodSettings({ ...settings, alertmanager: prodAlertmanager({ replicas: 1 }) }))).toEqual({});
  const { watchdog: _watchdog, ...unwatched } = prodAlertmanager({ replicas: 1 });
  expect(Object.keys(problemsOf(prodSettings({ ...settings, alertmanager: unwatched })))).toContain(
    "aiobs:alertmanager.watchdog",
  );
});

test("local is held to one", () => {
  expect(problemsOf(localSettings({ prometheus: { replicas: 1 }, alertmanager: { replicas: 1 } }))).toEqual({});
});
