import type { WayOut } from "../../config/receivers/way-out.ts";
import type { Settings } from "../../config/settings.ts";
import { type Connection, INTERNET, type Outside, tcp } from "../workload/connection.ts";

/**
 * The calls that the receivers need, and no others; each once, whichever receivers share it.
 *
 * @param ownNamespace the namespace of Alertmanager, where names without one lead.
 */
export function receiverCalls(
  { receivers, proxy }: Pick<Settings["alertmanager"], "receivers" | "proxy">,
  ownNamespace: string,
): readonly Connection[] {
  const calls = Object.values(receivers)
    .flatMap((receiver) => Object.values(receiver))
    .flatMap((integration) => integration.calls)
    .flatMap((way) => (proxy !== undefined && isProxied(way) ? proxy.calls : [way]))
    .map((way): Connection => ({ to: peer(way, ownNamespace), ports: tcp(...way.ports), why: "notify receivers" }));
  return [...new Map(calls.map((call) => [JSON.stringify(call), call])).values()];
}

/** Whether a call goes through the proxy, where there is one. */
export function isProxied(way: WayOut): boolean {
  return way.to === "internet" && way.protocol === "http";
}

function peer(way: WayOut, ownNamespace: string): Outside {
  switch (way.to) {
    case "internet":
      return INTERNET;
    case "addresses":
      return { kind: "addresses", name: "private receivers", cidrs: way.cidrs };
    case "namespace": {
      const namespace = way.namespace ?? ownNamespace;
      return { kind: "namespace", name: namespace, namespace };
    }
  }
}
