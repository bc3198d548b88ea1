import * as z from "zod";
import { dnsLabel } from "./types/dns-name.ts";
import { labelKey, labelValue } from "./types/label.ts";
import { list } from "./types/list.ts";

const callers = z.strictObject({
  namespace: dnsLabel(["autoscaling"]).describe("The namespace of the pods."),
  podLabels: z
    .record(labelKey(), labelValue())
    .exactOptional()
    .describe("Labels that the pods have. Left out: every pod of the namespace is let in."),
});

/** Pods of other namespaces that the network policies let in to a server. Default: none. */
export function callersSchema() {
  return list(callers).prefault([]);
}

/** Pods of another namespace. */
export type Callers = z.output<typeof callers>;
