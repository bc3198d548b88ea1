import type { ButterflySizes } from "../../../mixins/butterfly/sizes.ts";

/** The worst case of the metrics specification: its bounds, all at once, on nodes that all compute. */
export const worst: ButterflySizes = {
  coordinators: 0,
  computeNodes: 1000,
  observers: 0,
  peers: Number.POSITIVE_INFINITY,
  layers: 200,
  models: 20,
  gpusPerNode: 8,
  coresPerNode: 192,
};

/** A cluster that is kept whole. */
export const small: ButterflySizes = {
  coordinators: 3,
  computeNodes: 5,
  observers: 1,
  peers: Number.POSITIVE_INFINITY,
  layers: 32,
  models: 2,
  gpusPerNode: 1,
  coresPerNode: 16,
};
