import { internet, isProxied, type WayOut } from "../../config/receivers/way-out.ts";
import type { PlaceFacts } from "../place.ts";
import { type Connection, INTERNET, type Outside, tcp } from "./connection.ts";
import type { Zone } from "./identity.ts";
import type { Server } from "./server.ts";

/** Where a way out begins. */
interface Start {
  readonly namespaces: PlaceFacts["namespaces"];
  /** Absent: the internet is called directly. */
  readonly proxy?: PlaceFacts["proxy"];
}

/**
 * A way out of the settings as calls: to the proxy, where it leads to the internet over HTTP and there is one.
 *
 * @param outside what to call private addresses, e.g. `private receivers`.
 * @param zone of the caller, where host names without a namespace lead. Default: `main`.
 */
export function wayCalls(
  way: WayOut,
  { namespaces, proxy }: Start,
  outside: string,
  why: string,
  zone: Zone = "main",
): readonly Connection[] {
  const own = namespaces[zone];
  if (proxy === undefined || !isProxied(way)) return [{ to: peer(way, own, outside), ports: tcp(...way.ports), why }];
  return proxy.calls.map((to) => ({ to: peer(to, own, "proxy"), ports: tcp(...to.ports), why, through: "proxy" }));
}

/** The calls to something on the internet over HTTPS, through the proxy where there is one. */
export function internetCalls(start: Start, why: string, zone: Zone = "main"): readonly Connection[] {
  return wayCalls(internet("http", 443), start, "", why, zone);
}

/** The proxy's URL for a configuration file, where one of the ways goes through it. */
export function proxyUrl({ proxy }: Pick<Start, "proxy">, ways: readonly WayOut[]): string | undefined {
  return ways.some(isProxied) ? proxy?.url : undefined;
}

/**
 * A server that knows of the proxy, where it calls it: by the environment, as Go's programs do (golang.org/x/net/http/httpproxy). Prometheus
 * and Alertmanager go by their files for their own calls, and AWS' client in them by the environment.
 */
export function withProxy(server: Server, { proxy }: Pick<PlaceFacts, "proxy">): Server {
  if (proxy === undefined || !server.calls.some(({ through }) => through === "proxy")) return server;
  const { url, except } = proxy;
  return {
    ...server,
    environment: { ...server.environment, HTTP_PROXY: url, HTTPS_PROXY: url, NO_PROXY: except.join(",") },
  };
}

function peer(way: WayOut, ownNamespace: string, outside: string): Outside {
  switch (way.to) {
    case "internet":
      return INTERNET;
    case "addresses":
      return { kind: "addresses", name: outside, cidrs: way.cidrs };
    case "namespace": {
      const namespace = way.namespace ?? ownNamespace;
      return { kind: "namespace", name: namespace, namespace };
    }
  }
}
