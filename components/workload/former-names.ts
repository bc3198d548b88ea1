/**
 * Where workloads were in the tree of version 0.1, one component a server, so that an update keeps every resource.
 *
 * Only for stacks that were made by 0.1: a server that is added needs no line here.
 */
import * as pulumi from "@pulumi/pulumi";
import type { Server } from "./server.ts";

/** The type (with those of the components above) and the name that a server's component had; its workload had the same name. */
interface Former {
  readonly type: string;
  readonly name: string;
}

const FORMER: Readonly<Record<string, (variant: string) => Former | undefined>> = {
  prometheus: () => ({ type: "aiobs:prometheus:Prometheus", name: "prometheus" }),
  alertmanager: () => ({ type: "aiobs:alertmanager:Alertmanager", name: "alertmanager" }),
  grafana: () => ({ type: "aiobs:grafana:Grafana", name: "grafana" }),
  "kube-state-metrics": () => ({ type: "aiobs:kube-state-metrics:KubeStateMetrics", name: "kube-state-metrics" }),
  "node-exporter": () => ({ type: "aiobs:node-exporter:NodeExporter", name: "node-exporter" }),
  "dcgm-exporter": (variant) =>
    variant === "" ? { type: "aiobs:gpu:GpuSoftware$aiobs:gpu:DcgmExporter", name: "gpu-dcgm-exporter" } : undefined,
  "nvidia-device-plugin": (variant) => ({
    type: "aiobs:gpu:GpuSoftware$aiobs:gpu:DevicePlugin",
    name: `gpu-device-plugin-${variant}`,
  }),
};

/** The alias of a server's workload; the resources in it follow. */
export function formerNames(server: Pick<Server, "name" | "variant">): pulumi.Alias[] {
  const former = formerOf(server);
  return former === undefined ? [] : [{ name: former.name, parent: urnOf(former) }];
}

/** The alias of what a server's component had beside its workload, under the same name as today. */
export function formerlyIn(server: Pick<Server, "name" | "variant">): pulumi.Alias[] {
  const former = formerOf(server);
  return former === undefined ? [] : [{ parent: urnOf(former) }];
}

function formerOf({ name, variant = "" }: Pick<Server, "name" | "variant">): Former | undefined {
  return FORMER[name]?.(variant);
}

function urnOf({ type, name }: Former): pulumi.URN {
  return `urn:pulumi:${pulumi.getStack()}::${pulumi.getProject()}::${type}::${name}`;
}
