import { expect, test } from "vitest";
import { localSettings, problemsOf } from "../config/problems-of.ts";

const withButterfly = (butterfly: Record<string, unknown>) => problemsOf(localSettings({ butterfly }));
const cidrs = ["10.20.0.0/16"];

test("all three ways of discovery stand together", () => {
  const coordinators = { targets: ["coordinator-1:9090", "10.20.0.1:9090"] };
  const compute = { dns: ["_butterfly-compute._tcp.butterfly.local"] };
  expect(withButterfly({ coordinators, compute, observers: { namespaces: ["butterfly"] }, cidrs })).toEqual({});
});

test("a static target twice is refused, in whichever case", () => {
  const targets = ["a:9090", "b:9090", "A:9090", "a:9091", "b:9090"];
  expect(withButterfly({ coordinators: { targets }, cidrs })).toEqual({
    "aiobs:butterfly.coordinators.targets[2]": 'found "A:9090"; is the same as entry [0] of the list; remove one',
    "aiobs:butterfly.coordinators.targets[4]": 'found "b:9090"; is the same as entry [1] of the list; remove one',
  });
});

test("a record, a namespace and a network twice are refused", () => {
  const twice = (entry: string) => [entry, entry];
  const problems = withButterfly({
    compute: { dns: twice("_a._tcp.local") },
    observers: { namespaces: twice("butterfly") },
    cidrs: twice("10.20.0.0/16"),
  });
  expect(Object.keys(problems)).toEqual([
    "aiobs:butterfly.cidrs[1]",
    "aiobs:butterfly.compute.dns[1]",
    "aiobs:butterfly.observers.namespaces[1]",
  ]);
});

test.each([{ coordinators: { targets: ["a:9090"] } }, { compute: { dns: ["_a._tcp.local"] } }])(
  "%j needs the networks that it is in",
  (butterfly) => {
    expect(withButterfly(butterfly)).toEqual({
      "aiobs:butterfly.cidrs":
        'found an empty list; needed with coordinators or compute: name the networks that they are in, such as "10.20.0.0/16"',
    });
  },
);

test("pods need no networks", () => {
  expect(withButterfly({ observers: { namespaces: ["butterfly"] } })).toEqual({});
});

test("an address outside all networks is refused, of either family", () => {
  const targets = ["10.20.255.255:9090", "10.21.0.1:9090", "[2001:db8::1]:9090", "[2001:db9::1]:9090", "name:9090"];
  expect(withButterfly({ coordinators: { targets }, cidrs: [...cidrs, "2001:db8::/32"] })).toEqual({
    "aiobs:butterfly.coordinators.targets[1]":
      'found "10.21.0.1:9090"; is in none of aiobs:butterfly.cidrs; add its network there',
    "aiobs:butterfly.coordinators.targets[3]":
      'found "[2001:db9::1]:9090"; is in none of aiobs:butterfly.cidrs; add its network there',
  });
});

test.each([{}, { cidrs }, { nodeMemory: { compute: "256Gi" } }])(
  "%j names no node to observe, and is refused",
  (butterfly) => {
    expect(withButterfly(butterfly)).toEqual({
      "aiobs:butterfly":
        "names no nodes; set coordinators, compute or observers, or leave it out: then nothing of Butterfly is deployed",
    });
  },
);
