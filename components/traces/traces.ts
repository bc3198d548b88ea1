import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config/settings.ts";
import type { ObjectStore } from "../object-store/object-store.ts";
import type { PlaceFacts } from "../place.ts";
import { createWorkloads, type PillarArgs } from "../workload/create-workloads.ts";
import type { Server } from "../workload/server.ts";
import { router } from "./router.ts";
import { sampler } from "./sampler.ts";
import { tempo } from "./tempo.ts";

/** What the servers of traces are made from. */
export interface TracesArgs {
  readonly place: PlaceFacts;
  readonly settings: NonNullable<Settings["traces"]>;
  /** Absent: traces are kept on a volume. */
  readonly store?: ObjectStore;
}

/** The servers that keep traces, and choose which. */
export function tracesServers({ place, settings, store }: TracesArgs): readonly Server[] {
  const bucket = settings.store === "objectStore" && store !== undefined ? { bucket: store.bucket("traces") } : {};
  return [
    // What an edge keeps of its traces, its central stack stores.
    ...(settings.store === "centre" ? [] : [tempo({ place, settings, ...bucket })]),
    ...(settings.processing === "tiers" ? [router({ place, settings }), sampler({ place, settings })] : []),
  ];
}

/** Traces: what chooses and counts them, keeps and answers them. */
export class Traces extends pulumi.ComponentResource {
  constructor(name: string, args: PillarArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aiobs:traces:Traces", name, {}, opts);
    createWorkloads(args, this);
    this.registerOutputs({});
  }
}
