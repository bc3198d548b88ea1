/**
 * The alerts on GPUs themselves, whatever runs on them: what has broken, what is slow for a reason that is not the
 * program's, and what is paid for in vain. Each keeps `cluster` and `instance`, the node's name.
 *
 * Two habits run through them. The highest of a GPU's series counts, for a GPU split by MIG has one a slice. And nothing is
 * asked of a series by its pod: the labels of the pod change with the pod, which is what dies first when a GPU breaks.
 *
 * GPU memory that is full is no alert: servers of models take all they can get, on purpose.
 */
import type { AlertingRule, RuleGroup } from "../mixin.ts";
import { errorAlerts } from "./alerts/errors.ts";
import { lostAlerts } from "./alerts/lost.ts";
import { slowdownAlerts } from "./alerts/slowdowns.ts";
import { useAlerts } from "./alerts/use.ts";

const rules = [...lostAlerts, ...errorAlerts, ...slowdownAlerts, ...useAlerts];

/** The alerting rules on GPUs. What pages is judged every 5 s, for a page is due within a minute of the fault. */
export const gpuAlerts: readonly RuleGroup<AlertingRule>[] = [
  { name: "gpu.pages", interval: "5s", rules: rules.filter(({ severity }) => severity === "critical") },
  { name: "gpu.others", interval: "30s", rules: rules.filter(({ severity }) => severity !== "critical") },
];
