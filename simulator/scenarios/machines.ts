/** What may happen to the machines with GPUs, and to the Kubernetes cluster that they are nodes of. */
import type { Scenario } from "./scenario.ts";

const FAULT = { from: 10, to: 30 } as const;
const MINUTES = 50;

/** Minutes for which a disk fills up, and how often it is looked at. */
const FILLING = 45;
const STEP = 5;

/** Faults of machines and of Kubernetes. */
export const machineScenarios: readonly Scenario[] = [
  {
    name: "machine-disk-filling",
    summary: "A job writes to the data disk of a machine: little is left, and by tomorrow nothing.",
    minutes: 60,
    changes: Array.from({ length: FILLING / STEP }, (_, step) => ({
      from: FAULT.from + STEP * step,
      to: FAULT.from + STEP * (step + 1),
      machines: { freeDisk: { "gpu-node-1": 0.14 - 0.005 * step } },
    })),
    alerts: ["NodeFilesystemFillingUp"],
    about: { instance: ["gpu-node-1"] },
  },
  {
    name: "machine-disk-full",
    summary: "The data disk of a machine is full but for a thirtieth.",
    minutes: MINUTES,
    changes: [{ ...FAULT, machines: { freeDisk: { "gpu-node-2": 0.03 } } }],
    alerts: ["NodeFilesystemNearlyFull"],
    about: { instance: ["gpu-node-2"] },
  },
  {
    name: "cluster-overcommitted",
    summary: "Pods that run have asked for 95 % of the processors: a machine that dies leaves no room for its pods.",
    minutes: 55,
    changes: [{ from: 10, to: 40, machines: { askedProcessors: 0.95 } }],
    alerts: ["KubeOvercommitted"],
  },
  {
    name: "kubernetes-api-down",
    summary: "No API server of the Kubernetes cluster answers.",
    minutes: MINUTES,
    changes: [{ ...FAULT, machines: { silentServices: ["kube-apiserver"] } }],
    alerts: ["KubeApiDown", "AiobsTargetDown"],
  },
  {
    name: "dns-down",
    summary: "No DNS server of the Kubernetes cluster answers.",
    minutes: MINUTES,
    changes: [{ ...FAULT, machines: { silentServices: ["coredns"] } }],
    alerts: ["KubeDnsDown", "AiobsTargetDown"],
  },
];
