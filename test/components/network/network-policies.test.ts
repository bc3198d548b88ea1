import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ALERTMANAGER } from "../../../components/alerting/alertmanager.ts";
import { kubeStateMetrics } from "../../../components/collection/kube-state-metrics.ts";
import { nodeExporter } from "../../../components/collection/node-exporter.ts";
import { PROMETHEUS } from "../../../components/metrics/prometheus.ts";
import { egressRules, ingressRules, type Talker } from "../../../components/network/policy-rules.ts";
import { GRAFANA } from "../../../components/visualisation/grafana.ts";
import { type Connection, callServer, tcp } from "../../../components/workload/connection.ts";
import { portNumber, type ServerIdentity } from "../../../components/workload/identity.ts";
import { place, planServers, resource } from "../plan-of.ts";

const facts = {
  serviceCidrs: ["172.20.0.0/16"],
  dns: ["kube-dns"],
  namespaces: place.namespaces,
  nodes: { kind: "addresses", name: "nodes", cidrs: ["10.0.0.0/8"] },
} as const;
const talker = (server: ServerIdentity, calls: readonly Connection[]): Talker => ({ ...server, calls });
const node = nodeExporter();

describe("NetworkPolicies", () => {
  it("lets DNS out, and nothing else, of a server that calls nobody", () => {
    const rules = egressRules(talker(node, []), facts);
    expect(rules).toHaveLength(1);
    expect(rules[0]).toHaveProperty("ports", [
      { port: 53, protocol: "UDP" },
      { port: 53, protocol: "TCP" },
    ]);
  });

  it("lets nobody into a server that nobody calls", () => {
    expect(ingressRules(talker(GRAFANA, []), [], facts)).toEqual([]);
  });

  it("opens both sides of every declared call, on the ports it names", () => {
    const pods: readonly ServerIdentity[] = [PROMETHEUS, ALERTMANAGER, GRAFANA, kubeStateMetrics(place)];
    const call = fc.record({ from: fc.constantFrom(...pods), to: fc.constantFrom(...pods) });
    fc.assert(
      fc.property(fc.array(call, { maxLength: 12 }), (calls) => {
        const talkers = pods.map((pod) =>
          talker(
            pod,
            calls.filter(({ from }) => from === pod).map(({ to }) => callServer(to, "http", "test")),
          ),
        );
        for (const callee of talkers) {
          const callers = calls.filter(({ to }) => to.name === callee.name).length;
          const rules = ingressRules(callee, talkers, facts);
          expect(rules).toHaveLength(callers);
          for (const { ports } of rules) {
            expect(ports).toEqual([{ port: portNumber(callee, "http"), protocol: "TCP" }]);
          }
        }
      }),
    );
  });

  it("reaches a pod on the node's network by the nodes' addresses, since a policy does not see the pod", () => {
    const [, rule] = egressRules(talker(PROMETHEUS, [callServer(node, "http", "scrape")]), facts);
    expect(rule).toHaveProperty("to", [{ ipBlock: { cidr: "10.0.0.0/8" } }]);
  });

  it("lets observed systems send to the ports that a server opens to them, and to no other", () => {
    const open = [
      { port: "http", to: [{ kind: "namespace", name: "applications", namespace: "butterfly" } as const] },
      { port: "cluster", to: [{ kind: "pods", name: "every pod" } as const] },
    ];
    expect(ingressRules({ ...talker(ALERTMANAGER, []), open }, [], facts)).toEqual([
      {
        from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "butterfly" } } }],
        ports: [{ port: 9093, protocol: "TCP" }],
      },
      {
        from: [{ namespaceSelector: {} }],
        ports: [
          { port: 9094, protocol: "TCP" },
          { port: 9094, protocol: "UDP" },
        ],
      },
    ]);
  });

  it("allows both transports of a port that speaks both", () => {
    const [, rule] = egressRules(talker(ALERTMANAGER, [callServer(ALERTMANAGER, "cluster", "gossip")]), facts);
    expect(rule).toHaveProperty("ports", [
      { port: 9094, protocol: "TCP" },
      { port: 9094, protocol: "UDP" },
    ]);
  });

  it("leaves out what a network excepts", () => {
    const internet = { kind: "addresses", name: "internet", cidrs: ["0.0.0.0/0"], except: ["10.0.0.0/8"] } as const;
    const [, rule] = egressRules(talker(ALERTMANAGER, [{ to: internet, ports: tcp(443), why: "notify" }]), facts);
    expect(rule).toHaveProperty("to", [{ ipBlock: { cidr: "0.0.0.0/0", except: ["10.0.0.0/8"] } }]);
  });

  it("creates one policy for each server, both ways, in the server's namespace", async () => {
    const plan = await planServers([node]);
    const { inputs } = resource(plan, "NetworkPolicy");
    expect(inputs).toHaveProperty("metadata.namespace", "monitoring-host");
    expect(inputs).toHaveProperty("spec.policyTypes", ["Ingress", "Egress"]);
  });
});
