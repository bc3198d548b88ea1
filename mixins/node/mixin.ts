import type { Mixin } from "../mixin.ts";
import { nodeAlerts } from "./alerts.ts";
import { nodeCatalogue } from "./metrics.ts";

const FILESYSTEM = ["cluster", "instance", "job", "device", "fstype", "mountpoint"] as const;

/** The machines under the cluster. */
export const node: Mixin = {
  system: "node",
  catalogue: nodeCatalogue,
  recordings: [],
  alerts: nodeAlerts,
  inhibitions: [
    // A disk that the kernel took away is not filled up by anybody.
    {
      source: "NodeFilesystemReadOnly",
      targets: ["NodeFilesystemFillingUp", "NodeFilesystemNearlyFull", "NodeFilesystemInodesLow"],
      equal: FILESYSTEM,
      across: ["device_error"],
    },
    {
      source: "NodeFilesystemNearlyFull",
      targets: ["NodeFilesystemFillingUp"],
      equal: FILESYSTEM,
      across: ["device_error"],
    },
    // A clock that nobody sets goes wrong.
    { source: "NodeClockNotSynchronised", targets: ["NodeClockSkew"], equal: ["cluster", "instance", "job"] },
  ],
};
