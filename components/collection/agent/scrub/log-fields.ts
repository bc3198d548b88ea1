import type { CollectorPiece } from "../../../collector/collector-config.ts";
import { IN_TEXT, TEXTS } from "./personal-data.ts";
import { redaction } from "./redaction.ts";
import { lengthOf, replaceIn } from "./statements.ts";
import { unscrubbed } from "./unscrubbed.ts";

const body = "log.body";

/** Where fields of a line stand by which its length is told: at its top, and where Butterfly has those of a component. */
const PLACES = [body, `${body}["fields"]`] as const;

/** The second half of scrubbing log records: what is told by the names of fields. A record that is not scrubbed by then goes. */
const byName: CollectorPiece = {
  processors: {
    "transform/log_fields": {
      // A place that is not there.
      error_mode: "silent",
      log_statements: [
        {
          context: "log",
          conditions: [`IsMap(${body})`],
          statements: PLACES.flatMap((place) =>
            TEXTS.flatMap((field) => lengthOf(place, field, `${field}_length`)).map((each) =>
              place === body ? each : `${each} and IsMap(${place})`,
            ),
          ),
        },
        {
          context: "log",
          conditions: [`IsString(${body})`],
          statements: IN_TEXT.map((each) => replaceIn(body, each)),
        },
      ],
    },
  },
  pipelines: { logs: { processors: ["transform/log_fields"] } },
};

const dropped: CollectorPiece = {
  processors: {
    "filter/unscrubbed_logs": { error_mode: "propagate", logs: { log_record: unscrubbed(["body"]) } },
  },
  pipelines: { logs: { processors: ["filter/unscrubbed_logs"] } },
};

/** In this order. */
export const logFields: readonly CollectorPiece[] = [byName, redaction("logs"), dropped];
