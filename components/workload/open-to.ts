import type { Callers } from "../../config/callers.ts";
import type { OpenPort } from "./server.ts";

/** A server's port that pods of other namespaces may call; none where nobody may. */
export function openTo(port: string, callers: readonly Callers[]): readonly OpenPort[] {
  if (callers.length === 0) return [];
  return [
    {
      port,
      to: callers.map(({ namespace, podLabels }) => ({ kind: "namespace", name: namespace, namespace, podLabels })),
    },
  ];
}
