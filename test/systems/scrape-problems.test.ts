import { describe, expect, test } from "vitest";
import { formatProblem } from "../../problems/format.ts";
import { systems } from "../../systems/all.ts";
import { estimateStack } from "../../systems/estimate.ts";
import { observedBy } from "../../systems/observed.ts";
import { scrapeProblems } from "../../systems/scrape-problems.ts";
import { settingsWith } from "../components/settings.ts";

function problemsWith(applications: Record<string, unknown>, more: Record<string, unknown> = {}): readonly string[] {
  const settings = settingsWith({ applications, ...more });
  const scraped = observedBy(systems, settings).map((system) => system.scraped);
  return scrapeProblems(scraped, estimateStack(systems, settings)).map(formatProblem);
}

const pods = { namespaces: ["llm", "lab"], labels: { app: "vllm" }, ports: [8000] };
const cidrs = ["10.0.0.0/8"];

describe("an application", () => {
  test.each(["prometheus", "kubelet", "grafana", "kube-apiserver"])("is not called %s", (name) => {
    expect(problemsWith({ [name]: { pods } })).toEqual([
      `aiobs:applications.${name}: found "${name}"; is the name of another scrape job of this stack, whose series it would be mixed with; give it another name`,
    ]);
  });

  test("may be called as a job that the stack does not have", () => {
    expect(problemsWith({ vllm: { pods }, "maestro-api": { pods: { ...pods, ports: [1] } } })).toEqual([]);
  });

  test.each<[string, Record<string, unknown>, Record<string, unknown>, string]>([
    ["the same pods", { pods }, { pods }, "the pods app=vllm in llm, lab"],
    [
      "pods of which the other's are some",
      { pods },
      { pods: { namespaces: ["lab"], labels: { app: "vllm", role: "server" }, ports: [9, 8000] } },
      "the pods app=vllm, role=server in lab",
    ],
    [
      "a port by its name, among others",
      { pods: { ...pods, ports: ["metrics"] } },
      { pods: { ...pods, ports: ["metrics", 1] } },
      "the pods app=vllm in llm, lab",
    ],
    [
      "the same endpoints",
      { service: { namespace: "llm", name: "a", ports: ["http"] } },
      { service: { namespace: "llm", name: "a", ports: ["http", "grpc"] } },
      "the endpoints kubernetes.io/service-name=a in llm",
    ],
    ["the same host", { targets: ["a:1", "b:1"], cidrs }, { targets: ["c:1", "b:1"], cidrs }, "b:1"],
    [
      "the same records",
      { dns: { names: ["_a._tcp.b"], port: 1 }, cidrs },
      { dns: { names: ["_a._tcp.b"], port: 2 }, cidrs },
      "the SRV records of _a._tcp.b",
    ],
  ])("does not scrape what another does: %s", (_, one, other, what) => {
    expect(problemsWith({ one, other })).toEqual([
      `aiobs:applications.other: scrapes ${what}, which aiobs:applications.one scrapes too: each of its series would be there twice; remove one of the two, or tell their targets apart`,
    ]);
  });

  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ["another path", { pods }, { pods, path: "/stats" }],
    ["another port", { pods }, { pods: { ...pods, ports: [800, 80, "metrics"] } }],
    ["another namespace", { pods }, { pods: { ...pods, namespaces: ["llm-2"] } }],
    ["other labels", { pods }, { pods: { ...pods, labels: { app: "vllm-2" } } }],
    ["another host", { targets: ["a:1"], cidrs }, { targets: ["a:11"], cidrs }],
    [
      "other ports of a host",
      { dns: { names: ["a"], type: "A", port: 1 }, cidrs },
      { dns: { names: ["a"], type: "A", port: 2 }, cidrs },
    ],
  ])("may scrape %s", (_, one, other) => {
    expect(problemsWith({ one, other })).toEqual([]);
  });

  test("does not scrape what a system of the stack does", () => {
    const maestro = { pods: { namespaces: ["llm"], labels: { app: "vllm" }, port: 8000 } };
    expect(problemsWith({ chat: { pods } }, { maestro })).toEqual([
      "aiobs:applications.chat: scrapes the pods app=vllm in llm, which the scrape job maestro-api scrapes too: each of its series would be there twice; remove one of the two, or tell their targets apart",
    ]);
  });
});
