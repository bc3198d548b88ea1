import { MEMORY_LIMITER } from "../../collector/collector.ts";
import type { CollectorPiece } from "../../collector/collector-config.ts";
import { ON_DISK } from "../../collector/persistent-queue.ts";
import type { PlaceFacts } from "../../place.ts";

/** Where the kubelet has the containers' log files (https://kubernetes.io/docs/concepts/cluster-administration/logging/). */
export const CONTAINER_LOGS = "/var/log/pods";

/** The environment variable with the node's name. */
export const NODE_NAME = "NODE_NAME";

/** The characters of the random parts of names (k8s.io/apimachinery, pkg/util/rand). */
const RANDOM = "[bcdfghjklmnpqrstvwxz2456789]";

/** What a controller adds to its name when it names a pod, the longest first: a Deployment or CronJob, a DaemonSet or Job, a StatefulSet. */
const POD_SUFFIXES = [`-(?:${RANDOM}{6,10}|[0-9]{8,10})-${RANDOM}{5}`, `-${RANDOM}{5}`, "-[0-9]+"] as const;

/** The logs of the node's containers, from the files that the kubelet keeps, each line with where it comes from. */
export function containerLogs(
  { cluster, namespaces }: Pick<PlaceFacts, "cluster" | "namespaces">,
  own: string,
): CollectorPiece {
  const podName = 'resource.attributes["k8s.pod.name"]';
  const serviceName = 'resource.attributes["service.name"]';
  return {
    receivers: {
      file_log: {
        // The file that is written to, and those that it was rotated to while nobody read.
        include: [`${CONTAINER_LOGS}/*/*/*.log`, `${CONTAINER_LOGS}/*/*/*.log.2*`],
        // What the agent says of a line would be a line that it reads.
        exclude: [`${CONTAINER_LOGS}/${namespaces.host}_${own}-*/*/*`, "/**/*.gz", "/**/*.tmp"],
        include_file_path: true,
        // A container's first lines are there before the agent has seen its file.
        start_at: "beginning",
        // How far each file was read outlives the pod.
        storage: ON_DISK,
        // What is refused is sent again, for ever: the files wait.
        retry_on_failure: { enabled: true, max_elapsed_time: 0 },
        operators: [{ type: "container", id: "container" }],
      },
    },
    processors: {
      "transform/origin": {
        // A statement that does not apply changes nothing.
        error_mode: "silent",
        log_statements: [
          {
            context: "resource",
            statements: [
              `set(resource.attributes["cluster"], "${cluster}")`,
              `set(resource.attributes["k8s.node.name"], "\${env:${NODE_NAME}}") where resource.attributes["k8s.node.name"] == nil`,
              // The workload's name, from the pod's: the API server need not be asked.
              `set(${serviceName}, ${podName}) where ${serviceName} == nil`,
              `replace_pattern(${serviceName}, "(?:${POD_SUFFIXES.join("|")})$", "") where ${serviceName} == ${podName}`,
            ],
          },
          {
            context: "log",
            // The names of files say no more than the pod's, the container's and how often it was restarted.
            statements: ["log.file.name", "log.file.path", "logtag"].map(
              (key) => `delete_key(log.attributes, "${key}")`,
            ),
          },
        ],
      },
    },
    pipelines: { logs: { receivers: ["file_log"], processors: [MEMORY_LIMITER, "transform/origin"] } },
  };
}
