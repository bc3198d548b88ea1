import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Connection, callPart, tcp } from "../../../components/network/connection.ts";
import { NetworkPolicies } from "../../../components/network/network-policies.ts";
import { egressRules, ingressRules, type Talker } from "../../../components/network/policy-rules.ts";
import { type PartName, partNames, partOf, portNumber } from "../../../components/parts.ts";
import { Workload } from "../../../components/workload/workload.ts";
import { context, planOf, resource } from "../plan-of.ts";

const facts = { namespaces: context.namespaces, nodeCidrs: ["10.0.0.0/8"] };
const talker = (part: PartName, calls: readonly Connection[]): Talker => ({ part, calls, calledBy: [] });

describe("NetworkPolicies", () => {
  it("lets DNS out, and nothing else, of a part that calls nobody", () => {
    const rules = egressRules(talker("node-exporter", []), facts);
    expect(rules).toHaveLength(1);
    expect(rules[0]).toHaveProperty("ports", [
      { port: 53, protocol: "UDP" },
      { port: 53, protocol: "TCP" },
    ]);
  });

  it("lets nobody into a part that nobody calls", () => {
    expect(ingressRules(talker("grafana", []), [], facts)).toEqual([]);
  });

  it("opens both sides of every declared call, on the ports it names", () => {
    const pods = partNames.filter((part) => partOf(part).network !== "host" && "http" in partOf(part).ports);
    const call = fc.record({ from: fc.constantFrom(...pods), to: fc.constantFrom(...pods) });
    fc.assert(
      fc.property(fc.array(call, { maxLength: 12 }), (calls) => {
        const talkers = pods.map((part) =>
          talker(
            part,
            calls.filter(({ from }) => from === part).map(({ to }) => callPart(to, "http", "test")),
          ),
        );
        for (const callee of talkers) {
          const callers = calls.filter(({ to }) => to === callee.part).length;
          const rules = ingressRules(callee, talkers, facts);
          expect(rules).toHaveLength(callers);
          for (const { ports } of rules) {
            expect(ports).toEqual([{ port: portNumber(callee.part, "http"), protocol: "TCP" }]);
          }
        }
      }),
    );
  });

  it("reaches a pod on the node's network by the nodes' addresses, since a policy does not see the pod", () => {
    const [, rule] = egressRules(talker("prometheus", [callPart("node-exporter", "http", "scrape")]), facts);
    expect(rule).toHaveProperty("to", [{ ipBlock: { cidr: "10.0.0.0/8" } }]);
  });

  it("allows both transports of a port that speaks both", () => {
    const [, rule] = egressRules(talker("alertmanager", [callPart("alertmanager", "cluster", "gossip")]), facts);
    expect(rule).toHaveProperty("ports", [
      { port: 9094, protocol: "TCP" },
      { port: 9094, protocol: "UDP" },
    ]);
  });

  it("leaves out what a network excepts", () => {
    const internet = { kind: "addresses", name: "internet", cidrs: ["0.0.0.0/0"], except: ["10.0.0.0/8"] } as const;
    const [, rule] = egressRules(talker("alertmanager", [{ to: internet, ports: tcp(443), why: "notify" }]), facts);
    expect(rule).toHaveProperty("to", [{ ipBlock: { cidr: "0.0.0.0/0", except: ["10.0.0.0/8"] } }]);
  });

  it("creates one policy for each workload, both ways, in the workload's namespace", async () => {
    const plan = await planOf(() => {
      const workload = new Workload("node-exporter", {
        context,
        part: "node-exporter",
        image: "nodeExporter",
        replication: { kind: "DaemonSet" },
        probes: { readiness: { port: "http", path: "/" }, liveness: { port: "http", path: "/" }, startupSeconds: 5 },
        resources: { cpu: "1m", cpuLimit: "1", memory: "1Mi" },
        calls: [],
      });
      new NetworkPolicies("network", { context, workloads: [workload], nodeCidrs: facts.nodeCidrs });
    });
    const { inputs } = resource(plan, "NetworkPolicy");
    expect(inputs).toHaveProperty("metadata.namespace", "monitoring-host");
    expect(inputs).toHaveProperty("spec.policyTypes", ["Ingress", "Egress"]);
  });
});
