/** What of Kubernetes itself is scraped, by its job: whether it answers, and nothing of what it says. */
export const kubernetesServices = ["kube-apiserver", "coredns"] as const;

/** One of them. */
type KubernetesService = (typeof kubernetesServices)[number];

/** What is the matter with the simulated machines and what Kubernetes says of them. */
export interface MachineConditions {
  /** Share of the data disk that is free, by machine. Usually 0.6. */
  readonly freeDisk: Readonly<Record<string, number>>;
  /** GPUs that the device plugin calls unhealthy, by machine. */
  readonly unhealthyGpus: Readonly<Record<string, number>>;
  /** Machines of a pool with MIG whose GPUs are whole. */
  readonly unsliced: readonly string[];
  /** GPUs that a pod asks for which no machine has, by namespace. */
  readonly waitingForGpus: Readonly<Record<string, number>>;
  /** Share of all machines' processors that pods that run have asked for; 0: nothing is told of such pods. */
  readonly askedProcessors: number;
  /** Services of Kubernetes' own that do not answer. */
  readonly silentServices: readonly KubernetesService[];
}

/** Nothing is the matter. */
export const healthyMachines: MachineConditions = {
  freeDisk: {},
  unhealthyGpus: {},
  unsliced: [],
  waitingForGpus: {},
  askedProcessors: 0,
  silentServices: [],
};
