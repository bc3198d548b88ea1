import type { CollectorPiece } from "../../../collector/collector-config.ts";
import { ADDRESS_KEYS, IDENTIFIER_KEYS, REMOVED_KEYS } from "./field-names.ts";
import { lastLook } from "./last-look.ts";
import { EMAIL_URI_IN_NAME } from "./looks.ts";
import { uncounted } from "./proof.ts";
import { replaceInAll, text } from "./statements.ts";
import { EVERYWHERE, forgotten, type Scrubbed, statementsOf, stepsOf } from "./subjects.ts";

const POINT: Scrubbed = {
  context: "datapoint",
  attributes: "datapoint.attributes",
  cache: "datapoint.cache",
  texts: [],
  looks: EVERYWHERE,
};

const STEPS = stepsOf(POINT).length;

/**
 * Removes personal data from the attributes of metrics. A series for each person is of use to nobody, so what logs and spans have as a hash
 * goes here, and addresses of callers and pages with it; what only looks personal becomes what it becomes there. What is not scrubbed
 * by then goes. Of resources and scopes the pipeline must keep no more than names.
 *
 * @param pipeline the id of the pipeline.
 */
export function scrubMetrics(pipeline: string): readonly CollectorPiece[] {
  const processors = {
    "transform/metric_names": {
      // A batch of which an attribute could not be taken is refused.
      error_mode: "propagate",
      metric_statements: [
        {
          context: POINT.context,
          statements: [
            `flatten(${POINT.attributes})`,
            ...[IDENTIFIER_KEYS, ...REMOVED_KEYS, ADDRESS_KEYS].map(
              (keys) => `delete_matching_keys(${POINT.attributes}, ${text(keys)})`,
            ),
          ],
        },
      ],
    },
    "transform/metric_looks": {
      error_mode: "ignore",
      metric_statements: [
        statementsOf(POINT),
        // No hash: the last look throws away what still has one.
        { context: POINT.context, statements: [replaceInAll(POINT.attributes, "value", EMAIL_URI_IN_NAME)] },
      ],
    },
    "transform/metric_last_look": { error_mode: "ignore", metric_statements: [lastLook(POINT, STEPS)] },
    "filter/unscrubbed_metrics": {
      error_mode: "propagate",
      metrics: { datapoint: [uncounted(POINT, STEPS + 1)] },
    },
    "transform/scrubbed_metrics": { error_mode: "ignore", metric_statements: [forgotten(POINT)] },
  };
  return [{ processors, pipelines: { [pipeline]: { processors: Object.keys(processors) } } }];
}
