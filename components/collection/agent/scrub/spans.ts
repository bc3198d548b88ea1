import type { CollectorPiece } from "../../../collector/collector-config.ts";
import { ADDRESSES, EMAIL_IN_NAME, IN_TEXT, TENSOR_VALUES, TEXT_ATTRIBUTES } from "./personal-data.ts";
import { redaction } from "./redaction.ts";
import { lengthOf, replaceIn, replaceInAll, replaceInKeys } from "./statements.ts";
import { mark, unmarkWhere, unscrubbed } from "./unscrubbed.ts";

/** What is done with a map of attributes. */
function inAttributes(attributes: string): readonly string[] {
  return [
    mark(attributes),
    `flatten(${attributes})`,
    ...TEXT_ATTRIBUTES.flatMap((key) => lengthOf(attributes, key, `${key}.length`)),
    replaceInKeys(attributes, EMAIL_IN_NAME),
    ...[...TENSOR_VALUES, ...ADDRESSES, ...IN_TEXT].map((each) => replaceInAll(attributes, each)),
  ];
}

const NAMES = ["span.name", "span.status.message"] as const;

const byLook: CollectorPiece = {
  processors: {
    "transform/spans": {
      error_mode: "ignore",
      trace_statements: [
        { context: "resource", statements: ADDRESSES.map((each) => replaceInAll("resource.attributes", each)) },
        {
          context: "span",
          statements: [
            ...inAttributes("span.attributes"),
            ...NAMES.flatMap((name) =>
              [...TENSOR_VALUES, ...ADDRESSES, ...IN_TEXT, EMAIL_IN_NAME].map((each) => replaceIn(name, each)),
            ),
            unmarkWhere("span.attributes", "IsString(span.name)"),
          ],
        },
        {
          context: "spanevent",
          statements: [
            ...inAttributes("spanevent.attributes"),
            unmarkWhere("spanevent.attributes", "IsMap(spanevent.attributes)"),
          ],
        },
      ],
    },
  },
  pipelines: { traces: { processors: ["transform/spans"] } },
};

const dropped: CollectorPiece = {
  processors: {
    "filter/unscrubbed_spans": {
      error_mode: "propagate",
      traces: { span: unscrubbed(["name", "status.message"]), spanevent: unscrubbed(["name"]) },
    },
  },
  pipelines: { traces: { processors: ["filter/unscrubbed_spans"] } },
};

/** Removes personal data from spans and their events, in this order; what is not scrubbed by then goes. */
export const scrubSpans: readonly CollectorPiece[] = [byLook, redaction("traces"), dropped];
