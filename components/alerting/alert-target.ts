/** Where alerts go: to the stack's own Alertmanager, or to one that is there. */
import type { Settings } from "../../config/settings.ts";
import { alertmanagerPrefix } from "../edges/centre-ways.ts";
import { centreCalls, centreLoginArgs, centreWays, type EdgePlace, edgeOf } from "../edges/to-centre.ts";
import type { LoginArgs } from "../metrics/login.ts";
import type { PlaceFacts } from "../place.ts";
import { podAddresses } from "../workload/addresses.ts";
import { type Connection, callServer } from "../workload/connection.ts";
import { proxyUrl, wayCalls } from "../workload/way-call.ts";
import { ALERTMANAGER } from "./alertmanager.ts";

/** An Alertmanager, as those who send it alerts know it. */
export interface AlertTarget {
  /** `host:port` of each replica: all are told, and they agree. */
  readonly addresses: readonly string[];
  readonly scheme: "http" | "https";
  /** What its paths begin with, for each of several that one address leads to; empty: nothing. */
  readonly pathPrefixes: readonly string[];
  readonly login: LoginArgs;
  /** The proxy that it is called through. Absent: none. */
  readonly proxyUrl?: string | undefined;
  /** The ways to it. */
  readonly calls: readonly Connection[];
}

/** Where a stack with these settings sends its alerts. */
export function alertTarget(place: PlaceFacts, { existing, replicas }: Settings["alertmanager"]): AlertTarget {
  const edge = edgeOf(place);
  if (edge !== undefined) return atCentre(place, edge);
  if (existing === undefined) {
    return {
      addresses: podAddresses(place, ALERTMANAGER, "http", replicas),
      scheme: "http",
      pathPrefixes: [""],
      login: {},
      calls: [callServer(ALERTMANAGER, "http", "send alerts")],
    };
  }
  const { addresses, pathPrefix = "", tls, authentication } = existing;
  const calls = addresses.flatMap((address) => address.calls);
  const ways = calls.flatMap((way) => wayCalls(way, place, "Alertmanager", "send alerts"));
  return {
    addresses: addresses.map(({ text }) => text),
    scheme: tls === undefined ? "http" : "https",
    pathPrefixes: [pathPrefix],
    login: {
      ...(tls === undefined ? {} : { tls }),
      ...(authentication === undefined ? {} : { authentication }),
    },
    proxyUrl: proxyUrl(place, calls),
    // Replicas in one namespace, or behind one network, are reached by one way.
    calls: [...new Map(ways.map((call) => [JSON.stringify(call), call])).values()],
  };
}

/** Every Alertmanager of an edge's central stack, behind one host. */
function atCentre(place: PlaceFacts, edge: EdgePlace): AlertTarget {
  const { host, port, alertmanagers } = edge.centre;
  return {
    addresses: [`${host}:${port}`],
    scheme: "https",
    pathPrefixes: Array.from({ length: alertmanagers }, (_, replica) => alertmanagerPrefix(replica)),
    login: centreLoginArgs(edge),
    proxyUrl: proxyUrl(place, centreWays(edge.centre)),
    calls: centreCalls(place, edge.centre, "send alerts to the central stack"),
  };
}
