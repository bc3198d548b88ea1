import type { CollectorPiece } from "../../../collector/collector-config.ts";
import {
  ADDRESSES,
  EMAIL,
  IDENTIFIER_KEYS,
  IN_TEXT,
  QUOTED_NUMBERS,
  TENSOR_VALUES,
  TEXT_KEYS,
  TEXTS,
  UNMASKED,
} from "./personal-data.ts";
import { lengthOf, matches, replaceIn, replaceInAll } from "./statements.ts";

/** The environment variable with the key of the hashes. */
export const PEPPER_VARIABLE = "PEPPER";

/** On what has yet to be scrubbed. The last step of a scrub that worked takes it away, and what still has it is dropped. */
const UNSCRUBBED = "aiobs.unscrubbed";

/** The steps in which log records are scrubbed, in order. */
const STEPS = ["transform/scrub", "transform/parse", "transform/lengths"] as const;

const body = "log.body";
const attributes = "log.attributes";

/** Removes personal data from log records, or the record. */
export const scrub: CollectorPiece = {
  processors: {
    // A statement that fails is skipped, and logged: the record keeps its mark, and the filter drops it.
    "transform/scrub": {
      error_mode: "ignore",
      log_statements: [
        {
          context: "resource",
          statements: ADDRESSES.map((each) => replaceInAll("resource.attributes", each)),
        },
        {
          context: "log",
          statements: [
            `set(${attributes}["${UNSCRUBBED}"], "true")`,
            `flatten(${attributes})`,
            // One way for all: as the text that it would be stored as.
            `set(${body}, String(${body})) where IsMap(${body}) or IsList(${body})`,
            ...[...TENSOR_VALUES, ...ADDRESSES, ...QUOTED_NUMBERS].map((each) => replaceIn(body, each)),
            ...[...TENSOR_VALUES, ...ADDRESSES, ...IN_TEXT].map((each) => replaceInAll(attributes, each)),
            // Fails on a body that is no text, such as bytes, in which nothing was replaced.
            `delete_key(${attributes}, "${UNSCRUBBED}") where not ${matches(body, UNMASKED)}`,
          ],
        },
      ],
    },
    "transform/parse": {
      // What is no JSON stays a text.
      error_mode: "silent",
      log_statements: [
        {
          context: "log",
          statements: [
            `set(log.cache["parsed"], ParseJSON(${body})) where ${matches(body, String.raw`^\s*\{`)}`,
            `set(${body}, log.cache["parsed"]) where IsMap(log.cache["parsed"])`,
            ...IN_TEXT.map((each) => `${replaceIn(body, each)} where IsString(${body})`),
          ],
        },
      ],
    },
    "transform/lengths": {
      error_mode: "silent",
      log_statements: [
        {
          context: "log",
          conditions: [`IsMap(${body})`],
          statements: TEXTS.flatMap((field) => [...lengthOf(body, field), ...lengthOf(`${body}["fields"]`, field)]),
        },
      ],
    },
    // Texts that stand deeper, or under a longer name: `****`.
    "redaction/texts": {
      allow_all_keys: true,
      redact_all_types: true,
      blocked_key_patterns: [TEXT_KEYS],
      summary: "silent",
    },
    "redaction/identifiers": {
      allow_all_keys: true,
      redact_all_types: true,
      blocked_key_patterns: [IDENTIFIER_KEYS],
      blocked_values: [EMAIL],
      hash_function: "hmac-sha256",
      hmac_key: `\${env:${PEPPER_VARIABLE}}`,
      summary: "silent",
    },
    "filter/unscrubbed": {
      error_mode: "propagate",
      logs: { log_record: [`attributes["${UNSCRUBBED}"] != nil`] },
    },
  },
  pipelines: {
    logs: { processors: [...STEPS, "redaction/texts", "redaction/identifiers", "filter/unscrubbed"] },
  },
};
