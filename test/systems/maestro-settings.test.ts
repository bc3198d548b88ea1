import { expect, test } from "vitest";
import { localSettings, problemsOf } from "../config/problems-of.ts";

const withMaestro = (maestro: Record<string, unknown>) => problemsOf(localSettings({ maestro }));
const cidrs = ["10.20.0.0/16"];

test("pods or hosts are enough", () => {
  expect(withMaestro({ pods: { namespaces: ["maestro"] } })).toEqual({});
  expect(withMaestro({ targets: ["maestro-1.example.com:8000", "10.20.0.1:8000"], cidrs })).toEqual({});
});

test.each([
  [{}, "names neither pods nor targets"],
  [{ size: { tenants: 5 } }, "names neither pods nor targets"],
  [{ pods: { namespaces: ["maestro"] }, targets: ["a:8000"], cidrs }, "names both pods and targets"],
])("%j is refused: it %s", (maestro, message) => {
  expect(withMaestro(maestro)).toEqual({
    "aiobs:maestro": `${message}; set one of them, or leave it out: then nothing of Maestro is deployed`,
  });
});

test("hosts need their networks, and pods none", () => {
  expect(withMaestro({ targets: ["a:8000"] })).toEqual({
    "aiobs:maestro.cidrs":
      'found an empty list; needed with targets: name the networks that they are in, such as "10.20.0.0/16"',
  });
  expect(withMaestro({ pods: { namespaces: ["maestro"] }, cidrs })).toEqual({
    "aiobs:maestro.cidrs": "found a list; is for targets; pods are reached by their namespaces",
  });
});

test("an address outside all networks is refused", () => {
  expect(withMaestro({ targets: ["10.20.0.1:8000", "10.21.0.1:8000"], cidrs })).toEqual({
    "aiobs:maestro.targets[1]": 'found "10.21.0.1:8000"; is in none of aiobs:maestro.cidrs; add its network there',
  });
});

test("pods without a label would be all pods of the namespace, and are refused", () => {
  expect(Object.keys(withMaestro({ pods: { namespaces: ["maestro"], labels: {} } }))).toEqual([
    "aiobs:maestro.pods.labels",
  ]);
});
