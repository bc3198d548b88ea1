import type { CollectorPiece } from "../../../collector/collector-config.ts";
import { ADDRESS_KEYS, IDENTIFIER_KEYS, REMOVED_KEYS } from "./field-names.ts";
import { lastLook } from "./last-look.ts";
import { EMAIL_URI_IN_NAME } from "./looks.ts";
import { uncounted } from "./proof.ts";
import { replaceInAll, text } from "./statements.ts";
import { EVERYWHERE, forgotten, RESOURCE, SCOPE, type Scrubbed, statementsOf, stepsOf } from "./subjects.ts";

const POINT: Scrubbed = {
  context: "datapoint",
  attributes: "datapoint.attributes",
  cache: "datapoint.cache",
  texts: [],
  looks: EVERYWHERE,
};

/** What its points are of: its name, its help text and its unit are served for all of them. */
const METRIC: Scrubbed = {
  context: "metric",
  attributes: "metric.metadata",
  cache: "metric.cache",
  texts: ["name", "description", "unit"].map((name) => ({ path: `metric.${name}`, name, kind: "name" })),
  looks: EVERYWHERE,
};

const ALL = [RESOURCE, SCOPE, METRIC, POINT] as const;

/**
 * Removes personal data from metrics. A series for each person is of use to nobody, so what logs and spans have as a hash goes here, and
 * addresses of callers and pages with it; what only looks personal becomes what it becomes there, also in names, units and help texts, in
 * scopes' names and in resources. What is not scrubbed by then goes.
 *
 * Of resources and scopes the pipeline must keep no more than names: their attributes are not looked at by name.
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
      metric_statements: ALL.flatMap((subject) => [
        statementsOf(subject),
        // No hash: the last look throws away what still has one.
        { context: subject.context, statements: [replaceInAll(subject.attributes, "value", EMAIL_URI_IN_NAME)] },
      ]),
    },
    "transform/metric_last_look": {
      error_mode: "ignore",
      metric_statements: ALL.map((subject) => lastLook(subject, stepsOf(subject).length)),
    },
    "filter/unscrubbed_metrics": {
      error_mode: "propagate",
      metrics: { datapoint: ALL.map((subject) => uncounted(subject, stepsOf(subject).length + 1)) },
    },
    "transform/scrubbed_metrics": { error_mode: "ignore", metric_statements: ALL.map(forgotten) },
  };
  return [{ processors, pipelines: { [pipeline]: { processors: Object.keys(processors) } } }];
}
