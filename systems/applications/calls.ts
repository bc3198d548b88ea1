import { type Connection, tcp } from "../../components/workload/connection.ts";
import type { Settings } from "../../config/settings.ts";
import type { Monitor } from "../../mixins/applications/monitor.ts";
import { readMonitors } from "./monitor-files.ts";
import type { KnownApplication } from "./with-preset.ts";

/** The ways from Prometheus to an application's targets: its pods, or the networks that they are in. */
export function callsOf(
  name: string,
  { pods, service, targets, dns, monitors = [], cidrs }: KnownApplication,
  { nodeCidrs }: Pick<Settings["cluster"], "nodeCidrs">,
): readonly Connection[] {
  const why = `scrape ${name}`;
  const outside = (ports: Connection["ports"]): readonly Connection[] =>
    cidrs.length === 0 ? [] : [{ to: { kind: "addresses", name, cidrs }, ports, why }];
  const inside = (namespace: string, podLabels: Readonly<Record<string, string>> | undefined, ports: Ports) => ({
    to: { kind: "namespace" as const, name: `${name} in ${namespace}`, namespace, podLabels },
    ports: portList(ports),
    why,
  });
  if (pods?.network === "nodes") {
    const entities = ["host", "remote-node"] as const;
    const to = { kind: "addresses" as const, name: `${name} on nodes`, cidrs: nodeCidrs, entities };
    return [{ to, ports: portList(pods.ports), why }];
  }
  if (pods !== undefined) return pods.namespaces.map((namespace) => inside(namespace, pods.labels, pods.ports));
  if (service !== undefined) {
    const { namespace, podLabels, ports } = service;
    return [inside(namespace, podLabels, ports), ...outside(portList(ports))];
  }
  if (dns !== undefined) return outside(tcp(dns.port));
  const found = monitors.flatMap((file) => readMonitors(file).monitors);
  if (found.length > 0) return found.flatMap((monitor) => monitoredCalls(name, monitor));
  const numbers = new Set((targets ?? []).map(({ port }) => port));
  return outside(tcp(...[...numbers].sort((a, b) => a - b)));
}

/** The ways to what a monitor finds: by one port where it says the number that pods listen on. */
function monitoredCalls(name: string, monitor: Monitor): readonly Connection[] {
  const { kind, namespaces, matchLabels, matchExpressions, endpoints } = monitor;
  const listened = endpoints.map(({ port, targetPort = "" }) => port ?? targetPort);
  const ports = portList(listened);
  const why = `scrape ${name}`;
  if (namespaces === "any") return [{ to: { kind: "pods", name: "every namespace" }, ports, why }];
  // A ServiceMonitor's labels are those of Services.
  const podLabels = kind === "PodMonitor" && matchExpressions.length === 0 ? matchLabels : undefined;
  return namespaces.map((namespace) => ({
    to: { kind: "namespace", name: `${monitor.name} in ${namespace}`, namespace, podLabels },
    ports,
    why,
  }));
}

type Ports = readonly (number | string)[];

/** The ports where all are known by number; else every port, for a policy cannot look a name up. */
function portList(ports: Ports): Connection["ports"] {
  const numbers = ports.filter((port) => typeof port === "number");
  return numbers.length < ports.length ? [] : tcp(...numbers.toSorted((a, b) => a - b));
}
