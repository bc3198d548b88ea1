import type { Mixin } from "../mixin.ts";
import { presetMixin } from "../preset/preset-mixin.ts";
import { rayAlerts } from "./alerts.ts";
import { rayCatalogue, SERVE_APPLICATION } from "./catalogue.ts";

const deployment = ["cluster", "application", SERVE_APPLICATION, "deployment"] as const;

/** A Ray cluster, and what it serves. */
export const ray: Mixin = presetMixin({
  system: "ray",
  catalogue: rayCatalogue,
  alerts: rayAlerts,
  inhibitions: [
    { source: "RayServeDeploymentDown", targets: ["RayServeDeploymentUnhealthy"], equal: [...deployment] },
    {
      source: "RayServeDeploymentDown",
      targets: ["RayServeRequestsFailing"],
      equal: ["cluster", "application", SERVE_APPLICATION],
    },
    // A deployment that is full answers late.
    {
      source: "RayServeQueueGrows",
      targets: ["RayServeLate"],
      equal: ["cluster", "application", SERVE_APPLICATION],
    },
    // Ray kills workers because memory is full: one thing.
    {
      source: "RayWorkersOutOfMemory",
      targets: ["RayMemoryNearlyFull"],
      equal: ["cluster", "application", "instance"],
    },
  ],
});
