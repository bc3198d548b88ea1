import * as z from "zod";
import { ingressSchema } from "./ingress.ts";
import { dnsLabel } from "./types/dns-name.ts";
import { list } from "./types/list.ts";

/** The clusters that send to this stack. */
export const edgesSchema = z
  .strictObject({
    ingress: ingressSchema.describe(
      "The way in for what edges send, over TLS. Whoever has no edge's token is refused behind it; the controller may ask for a client " +
        "certificate as well (mutual TLS, by `annotations` or on the gateway).",
    ),
    replicas: z
      .int()
      .min(1)
      .max(20)
      .prefault(2)
      .describe("How many gates there are, which ask edges for their tokens. With two, one may be lost."),
    clusters: list(dnsLabel(["gpu-eu"]), { min: 1 }).describe(
      "The edges, each by the name of its cluster (`cluster.name` there). A token is made for each, which its stack reads from this one's outputs.",
    ),
    systems: list(dnsLabel(["butterfly", "gpu"]))
      .prefault([])
      .describe(
        "What edges observe and this cluster does not: its dashboards are shown here, its alerts routed, and those that Grafana evaluates are evaluated here.",
      ),
  })
  .describe(
    "The clusters that keep nothing themselves and send it here, each a stack with `centre`. It needs `thanos`. Left out: none.",
  );

/** The clusters that send to a stack. */
export type Edges = ReturnType<(typeof edgesSchema)["parse"]>;
