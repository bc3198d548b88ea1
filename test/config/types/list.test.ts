import { expect, test } from "vitest";
import { localSettings, problemsOf } from "../problems-of.ts";

const subnet = (id: string, zone: string) => ({ id, zone });

test.each([
  [{ cluster: { name: "a", zones: ["eu-central-1a", "eu-central-1b", "eu-central-1a"] } }, "cluster.zones[2]"],
  [{ cluster: { name: "a", nodeCidrs: ["10.0.0.0/8", "10.0.0.0/8"] } }, "cluster.nodeCidrs[1]"],
  [{ cluster: { name: "a", dns: ["kube-dns", "kube-dns"] } }, "cluster.dns[1]"],
  [{ cluster: { name: "a", apiServer: { ports: [443, 443] } } }, "cluster.apiServer.ports[1]"],
  [
    { butterfly: { coordinators: { targets: ["A:1", "a:1"] }, cidrs: ["10.0.0.0/8"] } },
    "butterfly.coordinators.targets[1]",
  ],
  [
    {
      foundation: { subnets: [subnet("subnet-0a1b2c3d", "eu-central-1a"), subnet("subnet-0a1b2c3d", "eu-central-1b")] },
    },
    "foundation.subnets[1]",
  ],
])("what is twice in %j is told at %s", (changes, path) => {
  expect(problemsOf(localSettings(changes))).toEqual({
    [`aiobs:${path}`]: expect.stringMatching(/is the same as entry \[0\] of the list; remove one$/),
  });
});

test("an empty list is refused where one entry is needed, and taken where none is", () => {
  expect(problemsOf(localSettings({ cluster: { name: "a", serviceCidrs: [] } }))).toEqual({
    "aiobs:cluster.serviceCidrs": "found an empty list; expected at least 1 entry",
  });
  expect(problemsOf(localSettings({ butterfly: { observers: { namespaces: ["a"] }, cidrs: [] } }))).toEqual({});
});
