import type { WayOut } from "../../config/receivers/way-out.ts";
import { type Connection, INTERNET, type Outside, tcp } from "./connection.ts";

/**
 * A way out of the settings as a call.
 *
 * @param ownNamespace the caller's namespace, where host names without one lead.
 * @param outside what to call private addresses, e.g. `private receivers`.
 */
export function wayCall(way: WayOut, ownNamespace: string, outside: string, why: string): Connection {
  return { to: peer(way, ownNamespace, outside), ports: tcp(...way.ports), why };
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
