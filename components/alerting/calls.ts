import type { WayOut } from "../../config/receivers/way-out.ts";
import type { Settings } from "../../config/settings.ts";
import type { Connection } from "../workload/connection.ts";
import { wayCall } from "../workload/way-call.ts";

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
    .map((way) => wayCall(way, ownNamespace, "private receivers", "notify receivers"));
  return [...new Map(calls.map((call) => [JSON.stringify(call), call])).values()];
}

/** Whether a call goes through the proxy, where there is one. */
export function isProxied(way: WayOut): boolean {
  return way.to === "internet" && way.protocol === "http";
}
