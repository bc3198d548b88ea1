import { butterflyOverview } from "./butterfly/overview.ts";
import type { Dashboard } from "./dashboard.ts";
import { gpuOverview } from "./gpu/overview.ts";
import { observabilityOverview } from "./observability/overview.ts";

/** The dashboards of this repository that are written in code, a line each. `custom.ts` reads the others. */
export const dashboards: readonly Dashboard[] = [butterflyOverview, gpuOverview, observabilityOverview];
