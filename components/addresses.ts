/** The in-cluster addresses of the parts. */
import { type PartName, type PortName, partOf, portNumber } from "./parts.ts";
import type { StackContext } from "./stack-context.ts";

type Namespaces = Pick<StackContext, "namespaces">;

/** `host:port` of a part's Service. */
export function serviceAddress<P extends PartName>(context: Namespaces, part: P, port: PortName<P>): string {
  return `${part}.${context.namespaces[partOf(part).zone]}.svc:${portNumber(part, port)}`;
}

/** The name of the headless Service that gives each pod of a StatefulSet a DNS name of its own. */
export function headlessName(part: PartName): string {
  return `${part}-pods`;
}

/** `host:port` of each pod of a StatefulSet, in order: for clients that must reach every replica. */
export function podAddresses<P extends PartName>(
  context: Namespaces,
  part: P,
  port: PortName<P>,
  replicas: number,
): readonly string[] {
  const namespace = context.namespaces[partOf(part).zone];
  return Array.from(
    { length: replicas },
    (_, ordinal) => `${part}-${ordinal}.${headlessName(part)}.${namespace}.svc:${portNumber(part, port)}`,
  );
}
