/**
 * The 64 metrics that Butterfly's nodes expose, under the names they have today: the single source for query checks,
 * cardinality and the metric reference. One file a category under `metrics/`.
 */
import type { Catalogue } from "../../queries/catalogue.ts";
import { targetLabels } from "./labels.ts";
import { byzantineMetrics } from "./metrics/byzantine.ts";
import { checkpointMetrics } from "./metrics/checkpoints.ts";
import { communicationMetrics } from "./metrics/communication.ts";
import { computationMetrics } from "./metrics/computation.ts";
import { consensusMetrics } from "./metrics/consensus.ts";
import { coordinationMetrics } from "./metrics/coordination.ts";
import { requestMetrics } from "./metrics/requests.ts";
import { resourceMetrics } from "./metrics/resources.ts";

/** What Butterfly exposes. */
export const butterflyCatalogue: Catalogue = {
  system: "butterfly",
  owns: ["butterfly_"],
  targetLabels,
  metrics: [
    ...requestMetrics,
    ...consensusMetrics,
    ...computationMetrics,
    ...communicationMetrics,
    ...resourceMetrics,
    ...checkpointMetrics,
    ...coordinationMetrics,
    ...byzantineMetrics,
  ],
};
