import { describe, expect, it } from "vitest";
import { standardsOf } from "../../../facts/standards.ts";
import { SECRET, UNKNOWN } from "../../../policy/policy.ts";
import { addresses } from "../../../preview/checks/addresses.ts";
import type { Check, Subject } from "../../../preview/checks/check.ts";
import { network } from "../../../preview/checks/network.ts";
import { policies } from "../../../preview/checks/policies.ts";
import { providers } from "../../../preview/checks/providers.ts";
import { references } from "../../../preview/checks/references.ts";
import { runbooks } from "../../../preview/checks/runbooks.ts";
import { secrets } from "../../../preview/checks/secrets.ts";
import { SECRET as planSecret, UNKNOWN as planUnknown } from "../../../preview/record.ts";
import { deployment, object, ruleFile, subject } from "./subject.ts";

const messages = (check: Check, of: Subject) => check.run(of).problems.map(({ message }) => message);
const account = object("ServiceAccount", "app", {});

describe("policies", () => {
  const sound = (name: string) => object(name, "app", { metadata: { labels } });
  const labels = {
    "app.kubernetes.io/instance": "test",
    "app.kubernetes.io/managed-by": "pulumi",
    "app.kubernetes.io/part-of": "aiobs",
  };

  it("counts every time that a policy looks at a resource", () => {
    expect(policies.run(subject([sound("ServiceAccount"), sound("ConfigMap")]))).toEqual({ count: 4, problems: [] });
  });

  it("says where, what is wrong, what to do, and which policy it is", () => {
    const leak = object("ConfigMap", "app", { metadata: { labels }, data: { "app.conf": "password: hunter2" } });
    expect(policies.run(subject([leak])).problems).toMatchObject([
      {
        where: { resource: "ConfigMap monitoring/app" },
        message: "holds a value for password in app.conf",
        hint: expect.stringMatching(/pulumi config set --secret.* \(policy no-plain-secret\)$/),
        severity: "error",
      },
    ]);
  });

  it("knows what is asked of the stack", () => {
    const database = { ...sound("PersistentVolumeClaim"), type: "kubernetes:core/v1:PersistentVolumeClaim" };
    const found = (data: Subject["standards"]["data"]) => {
      const standards = { ...standardsOf("dev"), data };
      return policies.run(subject([database], { standards })).problems.map(({ hint }) => hint);
    };
    expect(found("disposable")).toEqual([]);
    expect(found("protected").join()).toContain("(policy protected-data)");
  });

  it("recognises what stands in a plan for secrets and unknown values", () => {
    expect([SECRET, UNKNOWN]).toEqual([planSecret, planUnknown]);
  });
});

describe("references", () => {
  it("finds what pods name where it is", () => {
    expect(references.run(subject([deployment("app"), account]))).toEqual({ count: 1, problems: [] });
  });

  it("refuses a pod that names what the plan does not create", () => {
    const volumes = [{ name: "config", configMap: { name: "nowhere" } }];
    expect(messages(references, subject([deployment("app", {}, { volumes }), account]))).toEqual([
      "names ConfigMap monitoring/nowhere, which the plan does not create",
    ]);
  });

  it("refuses a Secret that neither the plan creates nor the settings name, and no other", () => {
    const volumes = [
      { name: "keys", projected: { sources: [{ secret: { name: "there" } }, { secret: { name: "gone" } }] } },
    ];
    const asked = subject([deployment("app", {}, { volumes }), account], { secretsThere: new Set(["there"]) });
    expect(messages(references, asked)).toEqual(["names Secret monitoring/gone, which the plan does not create"]);
  });
});

describe("network", () => {
  const policy = (name: string, rest: object) =>
    object("NetworkPolicy", name, { spec: { podSelector: { matchLabels: { app: name } }, ...rest } });
  const peer = (name: string) => ({
    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "monitoring" } },
    podSelector: { matchLabels: { app: name } },
  });
  const ports = [{ port: 8080, protocol: "TCP" }];
  const pods = [deployment("caller"), deployment("callee")];
  const out = policy("caller", { egress: [{ to: [peer("callee")], ports }] });

  it("accepts a call that both sides allow", () => {
    const taken = policy("callee", { ingress: [{ from: [peer("caller")], ports }] });
    expect(network.run(subject([...pods, out, taken]))).toEqual({ count: 1, problems: [] });
  });

  it("refuses a call that the callee does not take", () => {
    expect(messages(network, subject([...pods, out, policy("callee", {})]))).toEqual([
      "the callee's NetworkPolicy does not let it in",
    ]);
  });

  it("refuses a call on a port that nobody listens on", () => {
    const wrong = [{ port: 9999, protocol: "TCP" }];
    const resources = [
      ...pods,
      policy("caller", { egress: [{ to: [peer("callee")], ports: wrong }] }),
      policy("callee", { ingress: [{ from: [peer("caller")], ports: wrong }] }),
    ];
    expect(messages(network, subject(resources))).toEqual(["the callee has no such port"]);
  });
});

describe("addresses", () => {
  const there = [object("Service", "app", { spec: { ports: [{ port: 80 }] } })];
  const file = (text: string) => subject(there, { served: new Map([["app/config.yml", text]]) });

  it("accepts an address of a Service and port in the plan, and leaves other namespaces alone", () => {
    expect(addresses.run(file("http://app.monitoring.svc:80 http://bot.chat.svc:1"))).toEqual({
      count: 1,
      problems: [],
    });
  });

  it.each([
    ["http://gone.monitoring.svc:80", "gone.monitoring.svc:80: the plan has no such Service"],
    ["http://app.monitoring.svc:81", "app.monitoring.svc:81: the Service has the ports 80"],
    ["app-0.app.monitoring.svc:80", "app-0.app.monitoring.svc:80: the StatefulSet has no such replica"],
  ])("refuses %s", (text, expected) => {
    expect(messages(addresses, file(text))).toEqual([expected]);
  });
});

describe("runbooks", () => {
  const page = (meaning: string) =>
    `# DemoDown\n\n## Meaning\n\n${meaning}\n\n## Impact\n\nx\n\n## Diagnosis\n\nx\n\n## Mitigation\n\nx\n`;
  const found = (text?: string) =>
    runbooks.run(
      subject([], { served: ruleFile("DemoDown"), runbooks: new Map(text === undefined ? [] : [["DemoDown", text]]) }),
    );

  it("accepts an alert that has a page of four parts", () => {
    expect(found(page("It is down."))).toEqual({ count: 1, problems: [] });
  });

  it("refuses one that has none, one of another alert, and parts that are empty, and says what to write", () => {
    expect(found().problems).toMatchObject([
      { where: { file: "runbooks/DemoDown.md" }, message: "is missing", severity: "error" },
    ]);
    expect(found("").problems.map(({ hint }) => hint)).toEqual([
      'begin it with "# DemoDown"',
      'write something under "## Meaning"',
      'write something under "## Impact"',
      'write something under "## Diagnosis"',
      'write something under "## Mitigation"',
    ]);
    expect(found(page(" ")).problems).toMatchObject([
      { where: { file: "runbooks/DemoDown.md", part: "Meaning" }, severity: "error" },
    ]);
    expect(found(page("It is down.").replace("DemoDown", "DemoUp")).problems).toHaveLength(1);
  });

  it("warns of what is left to fill in", () => {
    expect(found(page("TODO: say it.")).problems).toMatchObject([
      { message: "is left to fill in: say it.", severity: "warning" },
    ]);
  });
});

describe("secrets", () => {
  it("finds a secret's value in a resource and in a file", () => {
    const leak = object("ConfigMap", "leak", { data: { key: "canary-1" } });
    const found = secrets.run(
      subject([leak], { canaries: ["canary-1"], served: new Map([["x.yml", "token: canary-1"]]) }),
    );
    expect(found.problems.map(({ where }) => where)).toEqual([{ resource: leak.urn }, { file: "x.yml" }]);
  });

  it("accepts a plan without", () => {
    expect(secrets.run(subject([account], { canaries: ["canary-1"] }))).toEqual({ count: 1, problems: [] });
  });
});

describe("providers", () => {
  it("refuses a resource that falls to a default provider", () => {
    const { provider: _, ...orphan } = account;
    expect(messages(providers, subject([orphan]))).toEqual(["has no provider"]);
    expect(messages(providers, subject([account]))).toEqual([]);
  });
});
