/** The numbers of a Kubernetes cluster and of the servers here, by which the series of recorded exporters are counted. */
export interface ClusterSizes {
  readonly nodes: number;
  /** Pods of all nodes. */
  readonly pods: number;
  /** Containers of all pods. */
  readonly containers: number;
  /** Deployments, StatefulSets and DaemonSets. */
  readonly workloads: number;
  readonly namespaces: number;
  /** Persistent volume claims. */
  readonly claims: number;
  readonly coresPerNode: number;
  readonly gpuNodes: number;
  /** GPUs of all nodes: where they are split, its slices. */
  readonly gpus: number;
  /** Prometheus servers: replicas of all shards. */
  readonly prometheusReplicas: number;
  readonly alertmanagerReplicas: number;
  readonly scrapeJobs: number;
  readonly ruleGroups: number;
}
