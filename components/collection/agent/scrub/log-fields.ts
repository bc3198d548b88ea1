import type { CollectorPiece } from "../../../collector/collector-config.ts";
import { TEXTS } from "./field-names.ts";
import { lastLook } from "./last-look.ts";
import { LOG_TEXT } from "./log-text.ts";
import { NAMED_IN_TEXT } from "./named-in-text.ts";
import { counted, scrubbed, textRead, tidied, uncounted } from "./proof.ts";
import { redaction } from "./redaction.ts";
import { lengthsInstead } from "./statements.ts";
import { forgotten, RESOURCE, SCOPE, type Scrubbed, stepsOf } from "./subjects.ts";
import { gathered, returned } from "./texts.ts";

/** Log records, once they were read: what is still a text was not. */
const LOG_FIELDS: Scrubbed = {
  ...LOG_TEXT,
  texts: [
    { path: "log.body", name: "body", kind: "text" },
    { path: "log.event_name", name: "event", kind: "name" },
  ],
  looks: NAMED_IN_TEXT,
};

const FIELD_STEPS = [
  ...gathered(LOG_FIELDS, LOG_FIELDS.texts),
  textRead(LOG_FIELDS),
  ...scrubbed(LOG_FIELDS, LOG_FIELDS.looks),
  ...returned(LOG_FIELDS, LOG_FIELDS.texts),
];

/** How many steps lie behind each when it is looked at for the last time. */
const STEPS = [
  [RESOURCE, stepsOf(RESOURCE).length],
  [SCOPE, stepsOf(SCOPE).length],
  [LOG_TEXT, stepsOf(LOG_TEXT).length + FIELD_STEPS.length],
] as const;

/** Where fields of a line stand by which its length is told: at its top, and where Butterfly has those of a component. */
const PLACES = ["log.body", 'log.body["fields"]'] as const;

const byName: CollectorPiece = {
  processors: {
    "transform/log_lengths": {
      // A place that is not there.
      error_mode: "silent",
      log_statements: PLACES.map((place) => lengthsInstead("log", place, TEXTS, "_length")),
    },
    "transform/log_fields": {
      error_mode: "ignore",
      log_statements: [
        {
          context: "log",
          statements: [...counted(LOG_FIELDS, stepsOf(LOG_TEXT).length, FIELD_STEPS), ...tidied(LOG_FIELDS)],
        },
      ],
    },
  },
  pipelines: { logs: { processors: ["transform/log_lengths", "transform/log_fields"] } },
};

const dropped: CollectorPiece = {
  processors: {
    "transform/log_last_look": {
      error_mode: "ignore",
      log_statements: STEPS.map(([subject, steps]) => lastLook(subject, steps)),
    },
    "filter/unscrubbed_logs": {
      error_mode: "propagate",
      logs: { log_record: STEPS.map(([subject, steps]) => uncounted(subject, steps + 1)) },
    },
    "transform/scrubbed_logs": { error_mode: "ignore", log_statements: STEPS.map(([subject]) => forgotten(subject)) },
  },
  pipelines: {
    logs: { processors: ["transform/log_last_look", "filter/unscrubbed_logs", "transform/scrubbed_logs"] },
  },
};

/** The second half of scrubbing log records: what is told by the names of fields. A record that is not scrubbed by then goes. */
export const logFields: readonly CollectorPiece[] = [byName, redaction("logs"), dropped];
