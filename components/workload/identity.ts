/** Who a server is: enough for others to call it, scrape it and let it in. */

/** The login that a server asks of those who scrape it: they see the Secret with the password, and no other of its. */
export interface MetricsLogin {
  readonly user: string;
  /** Name of the server's directory of secrets, and of the file in it that holds the password. */
  readonly directory: string;
  readonly file: string;
}

/** One port of a server. */
export interface ServerPort {
  readonly number: number;
  /** Transport protocols the port speaks. Default: TCP alone. */
  readonly protocols?: readonly ("TCP" | "UDP")[];
  /** The path Prometheus scrapes on this port; absent: nothing to scrape. */
  readonly metricsPath?: string;
  /** The metrics that are kept, as an expression that matches whole names. Absent: all. */
  readonly metricsKept?: string;
  /** Absent: whoever reaches the port may read the metrics. */
  readonly metricsLogin?: MetricsLogin;
  /**
   * Whose labels win where the server's own metrics carry a target's label names: `server` for an exporter that speaks of
   * other objects (kube-state-metrics), else the target. Default: `target`.
   */
  readonly labelsOf?: "target" | "server";
}

/** Which of the two namespaces a server lives in: `host` is for those that must look at the node itself. */
export type Zone = "main" | "host";

/** A server's name and ports. Each server's file exports its own as a constant, which its callers import. */
export interface ServerIdentity {
  /** The name of the Kubernetes objects, the Service and the scrape job. */
  readonly name: string;
  readonly zone: Zone;
  /** What the server does: the label `app.kubernetes.io/component`. */
  readonly component:
    | "metrics"
    | "logs"
    | "traces"
    | "collector"
    | "prober"
    | "simulator"
    | "alerting"
    | "edges"
    | "visualisation"
    | "exporter"
    | "device-plugin";
  readonly ports: Readonly<Record<string, ServerPort>>;
  /** Set where pods use the node's own network: NetworkPolicies then see the node's address, not the pod. */
  readonly network?: "host";
  /** What the label `instance` of its series says: the pod's name, or the node's where there is one pod a node. Default: `pod`. */
  readonly instance?: "pod" | "node";
}

/** The names of a server's ports. */
export type PortName<Identity extends ServerIdentity> = keyof Identity["ports"] & string;

/**
 * The number of a server's port.
 * @throws {Error} when the server has no port of that name.
 */
export function portNumber({ name, ports }: ServerIdentity, port: string): number {
  const found = ports[port];
  if (found === undefined) throw new Error(`${name} has no port "${port}"; it has ${Object.keys(ports).join(", ")}`);
  return found.number;
}
