/** The ways to receivers, for the network policy: Alertmanager may call them and nobody else. */
import { isIP } from "node:net";

/** A server that a receiver calls, and the TCP ports. */
export type WayOut =
  /** Public addresses. `http` goes through the proxy where there is one, `tcp` (mail) never. */
  | { readonly to: "internet"; readonly protocol: "http" | "tcp"; readonly ports: readonly number[] }
  | { readonly to: "addresses"; readonly cidrs: readonly string[]; readonly ports: readonly number[] }
  /** The pods of a namespace; absent: of Alertmanager's own. */
  | { readonly to: "namespace"; readonly namespace?: string; readonly ports: readonly number[] };

/** Whether a call goes through the proxy, where there is one. */
export function isProxied(way: WayOut): boolean {
  return way.to === "internet" && way.protocol === "http";
}

/** What is known of a server beside its name. */
export interface Whereabouts {
  /** Private networks that it is in. */
  readonly cidrs?: readonly string[] | undefined;
  /** The port in its URL, where that is a secret. */
  readonly port?: number | undefined;
  /** The port of the pods, where it is a Service. */
  readonly targetPort?: number | undefined;
}

/** The way to a server on the internet. */
export function internet(protocol: "http" | "tcp", port: number): WayOut {
  return { to: "internet", protocol, ports: [port] };
}

/**
 * The way to a server by its host and port; none to one in the same pod. A Service's port and its pods' are both opened:
 * some networks judge a call before they translate the Service's address, others after.
 */
export function wayTo(
  host: string,
  port: number,
  { protocol, cidrs, targetPort = port }: Omit<Whereabouts, "port"> & { readonly protocol: "http" | "tcp" },
): readonly WayOut[] {
  const service = serviceOf(host);
  if (service !== undefined) return [{ to: "namespace", ...service, ports: [...new Set([port, targetPort])] }];
  if (cidrs !== undefined) return [{ to: "addresses", cidrs, ports: [port] }];
  const address = host.replace(/^\[|\]$/g, "");
  const family = isIP(address);
  if (family === 0) return host === "localhost" ? [] : [internet(protocol, port)];
  if (address === "::1" || (family === 4 && address.startsWith("127."))) return [];
  return [{ to: "addresses", cidrs: [`${address}/${family === 4 ? 32 : 128}`], ports: [port] }];
}

/** The Service of the cluster that a host is the name of, by its namespace; absent: Alertmanager's own. */
export function serviceOf(host: string): { readonly namespace?: string } | undefined {
  if (/^(?!localhost$)[a-z\d-]+$/i.test(host)) return {};
  const [, namespace] = /\.([a-z\d-]+)\.svc(?:\.cluster\.local)?$/.exec(host) ?? [];
  return namespace === undefined ? undefined : { namespace };
}

/** The way to a URL that is a secret: what the settings say beside it. */
export function wayToSecretUrl({ cidrs, port = 443 }: Omit<Whereabouts, "targetPort">): readonly WayOut[] {
  return [cidrs === undefined ? internet("http", port) : { to: "addresses", cidrs, ports: [port] }];
}
