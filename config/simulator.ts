import * as z from "zod";

/** Whether a stack simulates what it observes. */
export const simulatorSchema = z
  .enum(["on", "off"])
  .prefault("off")
  .describe(
    "The simulator: a pod that behaves like the observed systems, in health and, when it is told to, in faults, so that dashboards " +
      'and alerts have something to show. Its series bear `cluster="simulated"`, and its alerts are told like any other\'s.',
  );
