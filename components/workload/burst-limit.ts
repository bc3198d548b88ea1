import type { Cpu } from "../../config/types/cpu.ts";

/** How many times what it asks for a server that keeps data may take: compactions and large queries come in bursts. */
const BURST = 4;

/** The CPU limit of a server that keeps data, as a Kubernetes quantity. */
export function burstLimit({ cores }: Pick<Cpu, "cores">): string {
  return String(Math.ceil(cores * BURST));
}
