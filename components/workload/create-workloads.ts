import type * as pulumi from "@pulumi/pulumi";
import type { Place } from "../place.ts";
import { formerNames } from "./former-names.ts";
import { objectName } from "./labels.ts";
import type { Server } from "./server.ts";
import { Workload } from "./workload.ts";

/** Arguments that every pillar of servers has. */
export interface PillarArgs {
  readonly place: Place;
  /** The pillar's servers, joined with all others of the stack. */
  readonly servers: readonly Server[];
}

/**
 * Creates a pillar's servers below it, each named as its objects. Variants of one identity are made one after another: an
 * update of all at once would take down as many replicas as there are variants.
 */
export function createWorkloads({ place, servers }: PillarArgs, parent: pulumi.ComponentResource): void {
  const made = new Map<string, Workload>();
  for (const server of servers) {
    const before = made.get(server.name);
    const workload = new Workload(
      objectName(server),
      { place, server, budget: before === undefined ? "own" : "another's" },
      {
        parent,
        aliases: formerNames(server),
        // DaemonSets of one identity run on nodes apart from each other's.
        ...(before === undefined || server.replication.kind === "DaemonSet" ? {} : { dependsOn: [before] }),
      },
    );
    made.set(server.name, workload);
  }
}
