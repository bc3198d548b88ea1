import { isProxied } from "../../config/receivers/way-out.ts";
import type { Settings } from "../../config/settings.ts";
import type { PlaceFacts } from "../place.ts";
import type { Connection } from "../workload/connection.ts";
import { wayCalls } from "../workload/way-call.ts";

/**
 * The calls that the receivers need, and no others; each once, whichever receivers share it.
 *
 * @param namespaces of the stack: names without one lead to Alertmanager's.
 */
export function receiverCalls(
  { receivers, proxy }: Pick<Settings["alertmanager"], "receivers" | "proxy">,
  namespaces: PlaceFacts["namespaces"],
): readonly Connection[] {
  const calls = Object.values(receivers)
    .flatMap((receiver) => Object.values(receiver))
    .flatMap((integration) => integration.calls)
    .flatMap((way) => (proxy !== undefined && isProxied(way) ? proxy.calls : [way]))
    .flatMap((way) => wayCalls(way, { namespaces }, "private receivers", "notify receivers"));
  return [...new Map(calls.map((call) => [JSON.stringify(call), call])).values()];
}
