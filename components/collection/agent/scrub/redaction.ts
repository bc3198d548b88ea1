import type { CollectorPiece } from "../../../collector/collector-config.ts";
import { IDENTIFIER_KEYS, REMOVED_KEYS } from "./field-names.ts";
import { EMAIL_URI } from "./looks.ts";

/** The environment variable with the key of the hashes. */
export const PEPPER_VARIABLE = "PEPPER";

/** What both have: nothing is left out but what is named, and nothing is added that says what was. */
const shared = { allow_all_keys: true, redact_all_types: true, summary: "silent" } as const;

/**
 * Fields by their names, at any depth, for pipelines of logs and of spans alike: the same user has the same hash everywhere.
 * This processor has no way to fail on a record: https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.161.0/processor/redactionprocessor/processor.go.
 *
 * @param pipeline the id of the pipeline.
 */
export function redaction(pipeline: string): CollectorPiece {
  const processors = {
    // Texts whose length is not known by now, and secrets: `****`.
    "redaction/texts": { ...shared, blocked_key_patterns: REMOVED_KEYS },
    "redaction/identifiers": {
      ...shared,
      blocked_key_patterns: [IDENTIFIER_KEYS],
      blocked_values: [EMAIL_URI],
      hash_function: "hmac-sha256",
      hmac_key: `\${env:${PEPPER_VARIABLE}}`,
    },
  };
  return { processors, pipelines: { [pipeline]: { processors: Object.keys(processors) } } };
}
