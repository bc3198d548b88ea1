import type { CollectorPiece } from "../../../collector/collector-config.ts";
import { TEXT_ATTRIBUTES } from "./field-names.ts";
import { LOOKS } from "./looks.ts";
import { NAMED_IN_JSON_TEXT, QUOTED_NUMBERS } from "./named-in-text.ts";
import { lengthsInstead } from "./statements.ts";
import { RESOURCE, SCOPE, type Scrubbed, statementsOf } from "./subjects.ts";

/** Log records, before they are read. */
export const LOG_TEXT: Scrubbed = {
  context: "log",
  attributes: "log.attributes",
  cache: "log.cache",
  texts: [
    { path: "log.body", name: "body", kind: "any" },
    { path: "log.severity_text", name: "severity", kind: "name" },
    { path: "log.event_name", name: "event", kind: "name" },
  ],
  // What is JSON must stay JSON.
  looks: [...LOOKS, ...NAMED_IN_JSON_TEXT, QUOTED_NUMBERS],
};

/**
 * The first half of scrubbing log records: what is told by how it looks, in the text of the whole line, whether it can be read
 * or not. Reading it and {@link logFields} come next.
 */
export const logText: CollectorPiece = {
  processors: {
    "transform/log_text": {
      error_mode: "ignore",
      log_statements: [
        lengthsInstead("log", "log.attributes", TEXT_ATTRIBUTES, ".length"),
        ...[RESOURCE, SCOPE, LOG_TEXT].map(statementsOf),
      ],
    },
  },
  pipelines: { logs: { processors: ["transform/log_text"] } },
};
