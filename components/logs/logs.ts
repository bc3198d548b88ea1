import * as pulumi from "@pulumi/pulumi";
import { createWorkloads, type PillarArgs } from "../workload/create-workloads.ts";
import type { Server } from "../workload/server.ts";
import { type LokiArgs, loki } from "./loki.ts";

/** The servers that keep and answer logs; none where the settings have no section for them, or an edge's central stack keeps them. */
export function logsServers({
  settings,
  ...args
}: Omit<LokiArgs, "settings"> & { readonly settings: LokiArgs["settings"] | undefined }): readonly Server[] {
  return settings === undefined || settings.store === "centre" ? [] : [loki({ ...args, settings })];
}

/** Logs: what keeps and answers them. */
export class Logs extends pulumi.ComponentResource {
  constructor(name: string, args: PillarArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aiobs:logs:Logs", name, {}, opts);
    createWorkloads(args, this);
    this.registerOutputs({});
  }
}
