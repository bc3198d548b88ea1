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

/** Creates a pillar's servers below it, each named as its objects. */
export function createWorkloads({ place, servers }: PillarArgs, parent: pulumi.ComponentResource): void {
  for (const server of servers) {
    new Workload(objectName(server), { place, server }, { parent, aliases: formerNames(server) });
  }
}
