import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { placeFacts } from "../../../components/place.ts";
import { serversOf } from "../../../components/servers.ts";
import type { Ingress } from "../../../components/workload/server.ts";
import { readStackFile } from "../../../config/read-stack-file.ts";
import { parseSettings } from "../../../config/settings.ts";
import { systems } from "../../../systems/all.ts";
import { checkedContent } from "../../../systems/content.ts";
import { sectionsOf } from "../../../systems/system.ts";
import { type Call, firstOf, isAllowed, type Moment, mayEnter, type Party, partyOf } from "./judges.ts";

const ROOT = join(import.meta.dirname, "../../..");
const stacks = [
  ...["local", "dev", "prod"].map((stack) => [stack, `Pulumi.${stack}.yaml`] as const),
  ...["bare", "beside", "other-stack", "everything"].map(
    (stack) => [stack, `test/plans/settings/${stack}.yaml`] as const,
  ),
];
const moments: readonly Moment[] = ["before translation", "after translation", "by entity"];

/** What a stack is made of, and everything that its servers say they call. */
function world(stack: string, file: string) {
  const { raw, other } = readStackFile(join(ROOT, file));
  const settings = parseSettings(raw, file, sectionsOf(systems), other);
  const place = placeFacts(stack, settings);
  const servers = Object.values(serversOf(place, settings, checkedContent(systems, settings))).flat();
  const parties = servers.map((server, index) => partyOf(server, place, index));
  const { cidrs } = settings.cluster.apiServer;
  const api: Party = {
    name: "Kubernetes API",
    address: firstOf(cidrs[0] === "0.0.0.0/0" ? ["198.51.100.0/24"] : cidrs),
    service: firstOf(settings.cluster.serviceCidrs),
    entity: "kube-apiserver",
  };
  return { settings, place, servers, parties, api };
}

describe.each(stacks)("in the stack %s", (stack, file) => {
  const { settings, place, servers, parties, api } = world(stack, file);

  it.each(moments)("every call between servers gets through, judged %s", (moment) => {
    const calls = parties.flatMap((from) =>
      from.server.calls.flatMap(({ to, ports }) =>
        to.kind !== "server"
          ? []
          : parties
              .filter(({ name }) => name === to.server.name)
              .flatMap((callee) =>
                ports.map((port): Call => ({ from, to: callee, port: port.number, protocol: port.protocol })),
              ),
      ),
    );
    expect(calls.length).toBeGreaterThan(0);
    expect(calls.filter((call) => !isAllowed(call, servers, place, moment)).map(described)).toEqual([]);
  });

  it.each(moments)("the Kubernetes API can be reached by those that ask it, and by no other, judged %s", (moment) => {
    const port = moment === "before translation" ? 443 : (settings.cluster.apiServer.ports.at(-1) ?? 443);
    const reached = parties.filter((from) =>
      isAllowed({ from, to: api, port, protocol: "TCP" }, servers, place, moment),
    );
    const asking = parties.filter(({ server }) => server.apiAccess !== undefined).map(({ name }) => name);
    expect(reached.map(({ name }) => name)).toEqual(asking);
  });

  it.each(moments)("DNS can be asked wherever the settings say it is; judged %s", (moment) => {
    const labels = { "k8s-app": "kube-dns" };
    const service = firstOf(place.serviceCidrs).replace(/1$/, "10");
    const resolvers: Readonly<Record<(typeof place.dns)[number], Party>> = {
      "kube-dns": { name: "CoreDNS", address: "100.64.9.9", service, pod: { namespace: "kube-system", labels } },
      "node-local-dns": { name: "NodeLocal DNSCache", address: "169.254.20.10", entity: "host" },
      "eks-auto-mode": { name: "the node", address: firstOf(place.nodes.cidrs), service, entity: "host" },
    };
    for (const from of parties) {
      for (const to of place.dns.map((kind) => resolvers[kind])) {
        const call: Call = { from, to, port: 53, protocol: "UDP" };
        expect(isAllowed(call, servers, place, moment), described(call)).toBe(true);
      }
    }
  });

  it.each(moments)("what nobody declared does not get through, judged %s", (moment) => {
    const declared = new Set(
      servers.flatMap(({ name, calls }) =>
        calls.flatMap(({ to }) => (to.kind === "server" ? [`${name} ${to.server.name}`] : [])),
      ),
    );
    const open = parties.flatMap((from) =>
      parties.flatMap((to) => {
        if (declared.has(`${from.name} ${to.name}`)) return [];
        const calls = Object.values(to.server.ports).map(
          ({ number }): Call => ({ from, to, port: number, protocol: "TCP" }),
        );
        return calls.filter((call) => isAllowed(call, servers, place, moment)).map(described);
      }),
    );
    expect(open).toEqual([]);
  });

  it.each(moments)(
    "who forwards requests gets in where they lead, and nobody else from outside; judged %s",
    (moment) => {
      const outsiders: readonly Party[] = [
        { name: "a pod of an application", address: "100.64.8.8", pod: { namespace: "default", labels: { app: "a" } } },
        { name: "somebody on the internet", address: "198.51.100.7" },
      ];
      for (const server of servers) {
        const forwarder = server.ingress === undefined ? undefined : forwarderOf(server.ingress.from);
        for (const { number } of Object.values(server.ports)) {
          const port = { port: number, protocol: "TCP" } as const;
          const leads = forwarder !== undefined && server.ports[server.ingress?.port ?? ""]?.number === number;
          if (forwarder !== undefined) {
            expect(mayEnter(forwarder, server, port, servers, place, moment), `${server.name} ${number}`).toBe(leads);
          }
          const entering = outsiders.filter((from) => mayEnter(from, server, port, servers, place, moment));
          const openTo = (server.open ?? []).filter((open) => server.ports[open.port]?.number === number);
          const invited = openTo.some(({ to }) => to.some(({ kind }) => kind === "pods"));
          expect(entering, `${server.name} ${number}`).toEqual(invited ? outsiders.slice(0, 1) : []);
        }
      }
    },
  );

  function forwarderOf(from: Ingress["from"]): Party {
    if (from === "nodes") return { name: "controller", address: firstOf(place.nodes.cidrs), entity: "host" };
    if ("cidrs" in from) return { name: "load balancer", address: firstOf(from.cidrs) };
    const pod = { namespace: from.namespace, labels: { ...from.podLabels, "pod-template-hash": "a" } };
    return { name: "controller", address: "100.64.7.7", pod };
  }
});

function described({ from, to, port, protocol }: Call): string {
  return `${from.name} → ${to.name} ${protocol} ${port}`;
}
