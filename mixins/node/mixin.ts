import type { Mixin } from "../mixin.ts";
import { diskAlerts } from "./alerts/disks.ts";
import { kernelAlerts } from "./alerts/kernel.ts";
import { nodeCatalogue } from "./metrics.ts";

const FILESYSTEM = ["cluster", "instance", "job", "device", "fstype", "mountpoint"] as const;

/** The machines under the cluster. */
export const node: Mixin = {
  system: "node",
  catalogue: nodeCatalogue,
  recordings: [],
  alerts: [
    { name: "node.disks", rules: diskAlerts },
    { name: "node.kernel", rules: kernelAlerts },
  ],
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
