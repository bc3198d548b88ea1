import * as pulumi from "@pulumi/pulumi";
import { portNumber } from "../parts.ts";
import type { StackContext } from "../stack-context.ts";
import { Workload } from "../workload/workload.ts";
import type { NodeRequirement } from "../workload/workload-args.ts";
import { allGpus, gpuEnvironment } from "./all-gpus.ts";
import { countersCsv } from "./counters.ts";

/** Arguments of `DcgmExporter`. */
export interface DcgmExporterArgs {
  readonly context: StackContext;
  /** The nodes it runs on: those that meet all requirements of one of the lists. */
  readonly nodes: readonly (readonly NodeRequirement[])[];
}

const CONFIG_DIRECTORY = "/etc/aiobs";

/** NVIDIA's DCGM exporter on every GPU node: metrics of GPUs and MIG slices, each with the pod that uses it. */
export class DcgmExporter extends pulumi.ComponentResource {
  readonly workload: Workload;

  constructor(name: string, args: DcgmExporterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aiobs:gpu:DcgmExporter", name, {}, opts);
    this.workload = new Workload(
      name,
      {
        context: args.context,
        part: "dcgm-exporter",
        image: "dcgmExporter",
        replication: { kind: "DaemonSet", nodes: args.nodes },
        environment: {
          ...gpuEnvironment,
          DCGM_EXPORTER_LISTEN: `:${portNumber("dcgm-exporter", "http")}`,
          DCGM_EXPORTER_COLLECTORS: `${CONFIG_DIRECTORY}/counters.csv`,
          // Which pod has which GPU is the kubelet's to say, by its pod-resources socket: no access to the API is needed.
          DCGM_EXPORTER_KUBERNETES: "true",
          NODE_NAME: { podField: "spec.nodeName" },
          NVIDIA_MIG_MONITOR_DEVICES: "all",
        },
        config: [
          {
            name: "config",
            mountPath: CONFIG_DIRECTORY,
            files: { "counters.csv": countersCsv() },
            onChange: "restart",
          },
        ],
        // DCGM, which runs inside the exporter, keeps sockets and locks there.
        scratch: [
          { name: "tmp", mountPath: "/tmp", sizeLimit: "64Mi" },
          { name: "run", mountPath: "/run", sizeLimit: "64Mi" },
        ],
        resources: { cpu: "100m", cpuLimit: "500m", memory: "512Mi" },
        probes: {
          readiness: { port: "http", path: "/health" },
          liveness: { port: "http", path: "/health" },
          startupSeconds: 120,
        },
        hostAccess: {
          why: "SYS_ADMIN for the profiling counters and to see every MIG slice; the kubelet's socket, which is root's, tells which pod has which GPU",
          user: "root",
          capabilities: ["SYS_ADMIN"],
          paths: [
            allGpus,
            {
              name: "pod-resources",
              path: "/var/lib/kubelet/pod-resources",
              mountPath: "/var/lib/kubelet/pod-resources",
            },
          ],
        },
        calls: [],
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
