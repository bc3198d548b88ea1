import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { Settings } from "../../config/settings.ts";
import { createWorkloads, type PillarArgs } from "../workload/create-workloads.ts";
import type { Server } from "../workload/server.ts";
import { centreToken } from "./centre-stack.ts";
import { type EdgeGateArgs, edgeGate } from "./edge-gate.ts";

/** Tokens by the edge's cluster. */
type Tokens = Readonly<Record<string, pulumi.Output<string>>>;

/** The servers that edges send to; none where there are no edges. */
export function edgeServers({
  settings,
  ...args
}: Omit<EdgeGateArgs, "settings"> & { readonly settings: EdgeGateArgs["settings"] | undefined }): readonly Server[] {
  return settings === undefined ? [] : [edgeGate({ ...args, settings })];
}

/** The tokens that a stack has to do with, by the edge's cluster: a central stack makes them, an edge reads its own. */
export function fleetTokens({ edges, centre, ...settings }: Settings, opts: pulumi.ComponentResourceOptions): Tokens {
  if (centre !== undefined) return { [settings.cluster.name]: centreToken({ ...settings, centre }) };
  return edges === undefined ? {} : new EdgeTokens("edge-tokens", edges, opts).tokens;
}

/** The tokens of a central stack's edges. */
class EdgeTokens extends pulumi.ComponentResource {
  /** Each edge's token, by its cluster. */
  readonly tokens: Tokens;

  constructor(
    name: string,
    { clusters }: { readonly clusters: readonly string[] },
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("aiobs:edges:EdgeTokens", name, {}, opts);
    // Nothing is lost with a token, and who takes an edge out wants it worth nothing: it is not protected.
    this.tokens = Object.fromEntries(
      clusters.map((cluster) => [
        cluster,
        new random.RandomPassword(`edge-token-${cluster}`, { length: 40, special: false }, { parent: this }).result,
      ]),
    );
    this.registerOutputs({});
  }
}

/** Edges: what lets other clusters send here. */
export class EdgeGates extends pulumi.ComponentResource {
  constructor(name: string, args: PillarArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aiobs:edges:EdgeGates", name, {}, opts);
    createWorkloads(args, this);
    this.registerOutputs({});
  }
}
