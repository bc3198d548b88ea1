/**
 * The parts of the stack and the ports each listens on: the one table that service addresses, scrape jobs,
 * NetworkPolicies and the picture in the report are made from. Adding a server starts with a line here.
 */

/** One port of a part. */
export interface PartPort {
  readonly number: number;
  /** Transport protocols the port speaks. Default: TCP alone. */
  readonly protocols?: readonly ("TCP" | "UDP")[];
  /** The path Prometheus scrapes on this port; absent: nothing to scrape. */
  readonly metricsPath?: string;
  /**
   * Whose labels win where the part's own metrics carry a target's label names: `part` for an exporter that speaks of
   * other objects (kube-state-metrics), else the target. Default: `target`.
   */
  readonly labelsOf?: "target" | "part";
}

/** Which of the stack's namespaces a part lives in: `host` is for the parts that must look at the node itself. */
export type Zone = "stack" | "host";

/** One part of the stack. */
export interface Part {
  readonly zone: Zone;
  /** What the part does in the stack: the label `app.kubernetes.io/component`. */
  readonly component: "metrics" | "alerting" | "visualisation" | "exporter" | "device-plugin";
  readonly ports: Readonly<Record<string, PartPort>>;
  /** Set where pods use the node's own network: NetworkPolicies then see the node's address, not the pod. */
  readonly network?: "host";
  /** Set where a part runs only in a stack with GPU nodes. */
  readonly runsOn?: "gpu nodes";
  /** What the label `instance` of its series says: the pod's name, or the node's where there is one pod a node. Default: `pod`. */
  readonly instance?: "pod" | "node";
}

/** The parts by name. The name is the Kubernetes object's, the Service's and the scrape job's. */
export const parts = {
  prometheus: {
    zone: "stack",
    component: "metrics",
    ports: { http: { number: 9090, metricsPath: "/metrics" } },
  },
  alertmanager: {
    zone: "stack",
    component: "alerting",
    ports: {
      http: { number: 9093, metricsPath: "/metrics" },
      cluster: { number: 9094, protocols: ["TCP", "UDP"] },
    },
  },
  grafana: {
    zone: "stack",
    component: "visualisation",
    ports: { http: { number: 3000, metricsPath: "/metrics" } },
  },
  "kube-state-metrics": {
    zone: "stack",
    component: "exporter",
    ports: {
      http: { number: 8080, metricsPath: "/metrics", labelsOf: "part" },
      telemetry: { number: 8081, metricsPath: "/metrics" },
    },
  },
  "node-exporter": {
    zone: "host",
    component: "exporter",
    network: "host",
    instance: "node",
    ports: { http: { number: 9100, metricsPath: "/metrics" } },
  },
  "dcgm-exporter": {
    zone: "host",
    runsOn: "gpu nodes",
    component: "exporter",
    instance: "node",
    ports: { http: { number: 9400, metricsPath: "/metrics" } },
  },
  "nvidia-device-plugin": {
    zone: "host",
    runsOn: "gpu nodes",
    component: "device-plugin",
    instance: "node",
    ports: {},
  },
} as const satisfies Readonly<Record<string, Part>>;

/** The name of a part in {@link parts}. */
export type PartName = keyof typeof parts;

/** The names of a part's ports. */
export type PortName<P extends PartName = PartName> = P extends PartName
  ? keyof (typeof parts)[P]["ports"] & string
  : never;

/** The part of that name, with the table's literal types widened. */
export function partOf(name: PartName): Part {
  return parts[name];
}

/** All parts, in the table's order. */
export const partNames = Object.keys(parts) as readonly PartName[];

/**
 * The number of a part's port.
 * @throws {Error} when the part has no port of that name.
 */
export function portNumber(part: PartName, port: string): number {
  const found = partOf(part).ports[port];
  if (found === undefined) {
    throw new Error(
      `${part} has no port "${port}"; components/parts.ts lists ${Object.keys(parts[part].ports).join(", ")}`,
    );
  }
  return found.number;
}
