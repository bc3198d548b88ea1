/** The capacity view: what each node pool of a stack brings, and the most that the stack may scale to. */
import type { Range, StackCapacity } from "../components/compute/capacity.ts";

const GIB = 2 ** 30;

/** The columns of the table. */
export const capacityHeader = ["Pool", "Bought", "Nodes", "GPUs", "For pods", "GPU memory", "Model"] as const;

/** The rows: a pool each, then the stack. Numbers are those of the settings' desired and most nodes. */
export function capacityRows({ pools, spotGpus, ...all }: StackCapacity): readonly (readonly string[])[] {
  const rows = pools.map(({ pool, bought, product, ...own }) => [pool, bought, ...amounts(own), product ?? ""]);
  if (pools.length < 2) return rows;
  return [...rows, ["in all", spotGpus === 0 ? "" : `${spotGpus} GPUs spot`, ...amounts(all), ""]];
}

type Amounts = Pick<StackCapacity, "nodes" | "gpus" | "advertisedGpus" | "gpuMemoryBytes">;

function amounts({ nodes, gpus, advertisedGpus, gpuMemoryBytes }: Amounts): readonly string[] {
  const memory = (bytes: number) => `${Math.round(bytes / GIB)} GiB`;
  return [growth(nodes), growth(gpus), growth(advertisedGpus), growth(gpuMemoryBytes, memory)];
}

function growth({ desired, max }: Range, write: (amount: number) => string = String): string {
  if (max === 0) return "";
  return desired === max ? write(max) : `${write(desired)} to ${write(max)}`;
}
