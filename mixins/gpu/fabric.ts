/**
 * How a GPU stands with the NVLink fabric, the NVSwitches that join the GPUs of a machine or a rack: until it has joined, no program on
 * it starts. By the codes of DCGM 4.5 (`dcgmFabricManagerStatus_t` in `dcgmlib/dcgm_structs.h`) and of NVML
 * (`NVML_GPU_FABRIC_HEALTH_MASK_*`, https://docs.nvidia.com/deploy/nvml-api/group__nvmlFabricDefs.html).
 */

/** Of the status: the GPU has joined. 0 is a GPU without such a fabric. */
const JOINED = 3;
/** Of the status: the driver is too old to say. */
const UNKNOWN_TO_DRIVER = 6;

/** The parts of the mask: each is so many bits from one on, where 0 is not supported, and 1 is what `wrong` calls wrong. */
const PARTS = [
  { from: 0, bits: 2, wrong: "== 1" }, // bandwidth is degraded
  { from: 2, bits: 2, wrong: "== 1" }, // routes are being recovered
  { from: 4, bits: 2, wrong: "== 1" }, // a route is unhealthy
  { from: 6, bits: 2, wrong: "== 1" }, // recovering from an access that timed out
  { from: 8, bits: 4, wrong: "> 1" }, // 1 is a right configuration, the others each a wrong one
] as const;

/** The GPUs that have not joined their fabric, or of whose fabric something is wrong. */
export function withoutFabric(): string {
  const ofGpu = (metric: string) => `max by (cluster, instance, gpu) (${metric})`;
  const mask = ofGpu("DCGM_FI_DEV_FABRIC_HEALTH_MASK");
  return [
    `${ofGpu("DCGM_FI_DEV_FABRIC_MANAGER_STATUS")} > 0 != ${JOINED} != ${UNKNOWN_TO_DRIVER}`,
    ...PARTS.map(({ from, bits, wrong }) => `floor(${mask} / ${2 ** from}) % ${2 ** bits} ${wrong}`),
  ].join("\n  or on (cluster, instance, gpu)\n  ");
}
