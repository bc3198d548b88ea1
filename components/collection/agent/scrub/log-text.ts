import type { CollectorPiece } from "../../../collector/collector-config.ts";
import {
  ADDRESSES,
  EMAIL_IN_KEYS,
  EMAIL_IN_NAME,
  IN_JSON_TEXT,
  IN_TEXT,
  QUOTED_NUMBERS,
  TENSOR_VALUES,
  TEXT_ATTRIBUTES,
} from "./personal-data.ts";
import { lengthOf, replaceIn, replaceInAll, replaceInKeys } from "./statements.ts";
import { mark, unmarkWhere } from "./unscrubbed.ts";

const body = "log.body";
const attributes = "log.attributes";

/**
 * The first half of scrubbing log records: what is told by how it looks, in the text of the whole line, whether it can be read
 * or not. Reading it and {@link logFields} come next.
 */
export const logText: CollectorPiece = {
  processors: {
    "transform/log_text": {
      error_mode: "ignore",
      log_statements: [
        { context: "resource", statements: ADDRESSES.map((each) => replaceInAll("resource.attributes", each)) },
        {
          context: "log",
          statements: [
            mark(attributes),
            `flatten(${attributes})`,
            ...TEXT_ATTRIBUTES.flatMap((key) => lengthOf(attributes, key, `${key}.length`)),
            replaceInKeys(attributes, EMAIL_IN_NAME),
            ...[...TENSOR_VALUES, ...ADDRESSES, ...IN_TEXT].map((each) => replaceInAll(attributes, each)),
            // One way for all: as the text that it would be stored as.
            `set(${body}, String(${body})) where IsMap(${body}) or IsList(${body})`,
            ...[...TENSOR_VALUES, ...ADDRESSES, ...IN_JSON_TEXT, ...QUOTED_NUMBERS, EMAIL_IN_KEYS].map((each) =>
              replaceIn(body, each),
            ),
            // Nothing was replaced in a body of bytes: its text cannot be told.
            unmarkWhere(
              attributes,
              `${body} == nil or IsString(${body}) or IsInt(${body}) or IsBool(${body}) or IsDouble(${body})`,
            ),
          ],
        },
      ],
    },
  },
  pipelines: { logs: { processors: ["transform/log_text"] } },
};
