import { type Catalogues, familiesOf } from "../engine/families.ts";
import { Target } from "../engine/target.ts";
import type { Gpu } from "../gpu/gpus.ts";
import { kubernetesServices, type MachineConditions } from "./conditions.ts";

/** A disk for data of 2 TB, as it stands in node_exporter's metrics. */
const DISK = { device: "/dev/nvme1n1", fstype: "xfs", mountpoint: "/data" } as const;
const DISK_BYTES = 2e12;
const USUALLY_FREE = 0.6;
/** Processors and memory of a machine with four H100 (https://cloud.google.com/compute/docs/accelerator-optimized-machines). */
const RESOURCES = { cpu: { unit: "core", amount: 104 }, memory: { unit: "byte", amount: 936e9 } } as const;
const POOL = { label_aiobs_pool: "training", label_node_kubernetes_io_instance_type: "a3-highgpu-4g" } as const;

/**
 * The machines with GPUs, as far as rules on GPUs and disks ask for them: node_exporter on each, what kube-state-metrics says of the
 * nodes, and that Kubernetes' own services answer. Of the exporters' hundreds of metrics these few are simulated.
 */
export class MachineSystem {
  readonly targets: ReadonlyMap<string, Target>;
  readonly #kubernetes: Target;
  readonly #gpus: ReadonlyMap<string, number>;

  /** @param catalogues what of `node` and `kube-state-metrics` is simulated. */
  constructor(catalogues: Catalogues, gpus: readonly Gpu[]) {
    const machines = [...new Set(gpus.map(({ node }) => node))];
    this.#gpus = new Map(machines.map((machine) => [machine, gpus.filter(({ node }) => node === machine).length]));
    const exporter = familiesOf(catalogues, "node");
    this.#kubernetes = new Target(
      { job: "kube-state-metrics", instance: "kube-state-metrics:8080" },
      familiesOf(catalogues, "kube-state-metrics"),
    );
    this.targets = new Map([
      ...machines.map(
        (machine) => [machine, new Target({ job: "node-exporter", instance: machine }, exporter)] as const,
      ),
      ["kube-state-metrics", this.#kubernetes],
      ...kubernetesServices.map((job) => [job, new Target({ job, instance: `${job}-1` }, [])] as const),
    ]);
  }

  /** One step. */
  step({
    freeDisk,
    unhealthyGpus,
    unsliced,
    waitingForGpus,
    askedProcessors,
    silentServices,
  }: MachineConditions): void {
    for (const service of kubernetesServices) {
      const target = this.targets.get(service);
      if (target !== undefined) target.state = silentServices.includes(service) ? "silent" : "answers";
    }
    for (const [machine, gpus] of this.#gpus) {
      const series = this.targets.get(machine)?.series;
      const free = freeDisk[machine] ?? USUALLY_FREE;
      series?.set("node_filesystem_size_bytes", DISK, DISK_BYTES);
      series?.set("node_filesystem_avail_bytes", DISK, Math.round(DISK_BYTES * free));
      const kubernetes = this.#kubernetes.series;
      const sharing = unsliced.includes(machine) ? "mig-1g.10gb" : "whole";
      const labels = { label_nvidia_com_gpu_count: String(gpus), label_aiobs_gpu_sharing: sharing, ...POOL };
      kubernetes.drop("kube_node_labels", { node: machine });
      kubernetes.set("kube_node_labels", { node: machine, ...labels }, 1);
      for (const [resource, { unit, amount }] of Object.entries(RESOURCES)) {
        kubernetes.set("kube_node_status_capacity", { node: machine, resource, unit }, amount);
        kubernetes.set("kube_node_status_allocatable", { node: machine, resource, unit }, amount);
      }
      const resource = { node: machine, resource: "nvidia_com_gpu", unit: "integer" };
      kubernetes.set("kube_node_status_capacity", resource, gpus);
      kubernetes.set("kube_node_status_allocatable", resource, gpus - (unhealthyGpus[machine] ?? 0));
    }
    const { series } = this.#kubernetes;
    for (const name of ["unschedulable", "phase"]) series.drop(`kube_pod_status_${name}`, {});
    series.drop("kube_pod_container_resource_requests", {});
    this.#exposeWaiting(waitingForGpus);
    if (askedProcessors > 0) this.#exposeRunning(askedProcessors * RESOURCES.cpu.amount * this.#gpus.size);
  }

  /** A pod that runs and has asked for so many cores. */
  #exposeRunning(cores: number): void {
    const { series } = this.#kubernetes;
    const pod = { namespace: "training", pod: "running-0", uid: "6f0c2d8e-0000-4000-8000-000000000002" };
    const asked = { ...pod, container: "main", node: "", resource: "cpu", unit: RESOURCES.cpu.unit };
    series.set("kube_pod_container_resource_requests", asked, cores);
    series.set("kube_pod_status_phase", { ...pod, phase: "Running" }, 1);
  }

  /** A pod in each of these namespaces that the scheduler finds no machine for. */
  #exposeWaiting(waiting: MachineConditions["waitingForGpus"]): void {
    const { series } = this.#kubernetes;
    for (const [namespace, gpus] of Object.entries(waiting)) {
      const pod = { namespace, pod: "waiting-0", uid: "6f0c2d8e-0000-4000-8000-000000000001" };
      const asked = { ...pod, container: "main", node: "", resource: "nvidia_com_gpu", unit: "integer" };
      series.set("kube_pod_container_resource_requests", asked, gpus);
      series.set("kube_pod_status_unschedulable", pod, 1);
    }
  }
}
