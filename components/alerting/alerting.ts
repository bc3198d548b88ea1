import * as pulumi from "@pulumi/pulumi";
import { createWorkloads, type PillarArgs } from "../workload/create-workloads.ts";
import type { Server } from "../workload/server.ts";
import { type AlertmanagerArgs, alertmanager } from "./alertmanager.ts";

/** The servers that tell people. */
export function alertingServers(args: AlertmanagerArgs): readonly Server[] {
  return [alertmanager(args)];
}

/** Alerting: what groups alerts, silences them and tells people. */
export class Alerting extends pulumi.ComponentResource {
  constructor(name: string, args: PillarArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aiobs:alerting:Alerting", name, {}, opts);
    createWorkloads(args, this);
    this.registerOutputs({});
  }
}
