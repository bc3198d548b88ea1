/** The settings that say where a receiver's server is, beside its name. */
import * as z from "zod";
import { cidr } from "../types/cidr.ts";
import { port } from "../types/port.ts";
import { serviceOf, type Whereabouts } from "./way-out.ts";

/** A setting that says which private networks a server is in. */
export function privateCidrs() {
  return z
    .array(cidr())
    .min(1)
    .exactOptional()
    .describe("Private networks that the server is in, for the network policy. Left out: it is on the internet.");
}

/** A setting with the port of a URL that is a secret. */
export function secretPort() {
  return port().exactOptional().describe("Port in the secret URL. Left out: 443.");
}

/** A setting with the port of the pods behind a Service. */
export function targetPort() {
  return port()
    .exactOptional()
    .describe(
      "Port that the pods behind a Service in the cluster listen on (its `targetPort`). Left out: the Service's.",
    );
}

/** Why a Service's port is refused. */
export const NO_SERVICE = "for a Service in the cluster, which this is not; remove it";

/** A check of settings that name a host: networks do not go with a Service, a Service's port goes with nothing else. */
export function fitHost<Settings extends Omit<Whereabouts, "port">>(hostOf: (settings: Settings) => string) {
  return (payload: z.core.ParsePayload<Settings>): void =>
    serviceOf(hostOf(payload.value)) === undefined
      ? refuse(payload, ["targetPort"], NO_SERVICE)
      : refuse(payload, ["cidrs"], "for a server outside the cluster; this is a Service in it; remove it");
}

/** Refuses those of some settings that are given, where others make them mean nothing. */
export function refuse<Settings extends object>(
  { value, issues }: z.core.ParsePayload<Settings>,
  keys: readonly (keyof Settings & string)[],
  message: string,
): void {
  for (const key of keys) {
    if (value[key] !== undefined) issues.push({ code: "custom", path: [key], message, input: value[key] });
  }
}
