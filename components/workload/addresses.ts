/** The in-cluster addresses of the servers. */
import type { PlaceFacts } from "../place.ts";
import { type PortName, portNumber, type ServerIdentity } from "./identity.ts";
import { objectName } from "./labels.ts";

type Namespaces = Pick<PlaceFacts, "namespaces">;

/** One of several workloads of an identity, or the only one. */
interface Variant {
  readonly variant?: string;
}

/** `host:port` of a server's Service. */
export function serviceAddress<Identity extends ServerIdentity>(
  { namespaces }: Namespaces,
  server: Identity,
  port: PortName<Identity>,
): string {
  return `${server.name}.${namespaces[server.zone]}.svc:${portNumber(server, port)}`;
}

/** The name of the headless Service that gives each pod of a StatefulSet a DNS name of its own. */
export function headlessName(server: { readonly name: string; readonly variant?: string }): string {
  return `${objectName(server)}-pods`;
}

/** `host:port` of each pod of a StatefulSet, in order: for clients that must reach every replica. */
export function podAddresses<Identity extends ServerIdentity>(
  { namespaces }: Namespaces,
  server: Identity & Variant,
  port: PortName<Identity>,
  replicas: number,
): readonly string[] {
  const host = `${headlessName(server)}.${namespaces[server.zone]}.svc:${portNumber(server, port)}`;
  return Array.from({ length: replicas }, (_, ordinal) => `${objectName(server)}-${ordinal}.${host}`);
}
