import type { CollectorPiece } from "../../collector/collector-config.ts";
import { matches } from "./scrub/statements.ts";

const body = "log.body";

/** Levels as programs write them, and what OpenTelemetry counts them as (https://opentelemetry.io/docs/specs/otel/logs/data-model/#severity-fields). */
const SEVERITIES = [
  ["TRACE", "trace"],
  ["DEBUG", "debug|dbug?"],
  ["INFO", "info|notice"],
  ["WARN", "warn"],
  ["ERROR", "err|crit|alert"],
  ["FATAL", "fatal|emerg|panic"],
] as const;

/** A field of a line, where it is JSON. */
const field = (name: string) => `${body}["${name}"]`;

/** Sets something to a field's text, where it has none yet and the field looks right. */
function fromField(target: string, none: string, name: string, looks: string): string {
  return `set(${target}, ${field(name)}) where ${target} == ${none} and IsMap(${body}) and ${matches(field(name), looks)}`;
}

/** Sets something to what a text has behind a name, as logfmt and broken JSON have it. */
function fromText(target: string, none: string, name: string, looks: string): string {
  const pattern = `(?i)\\b${name}[\\"']?[=:]\\s*[\\"']?(?P<found>${looks})\\b`;
  const extracted = `ExtractPatterns(${body}, "${pattern.replaceAll("\\b", "\\\\b").replaceAll("\\s", "\\\\s")}")`;
  // Most lines have not even the name: that is seen at once, and the pattern is searched for in the others alone.
  return `set(${target}, ${extracted}["found"]) where ${target} == ${none} and log.cache["text"] != nil and Index(log.cache["text"], "${name}") >= 0`;
}

const HEX_16 = "[0-9a-f]{16}";
const HEX_32 = "[0-9a-f]{32}";
const ID = "[A-Za-z0-9._:/-]{1,128}";

/** Where a value goes, how it looks there when it is missing, and what it is called in lines. */
const CONTEXT = [
  ["log.trace_id.string", `"${"0".repeat(32)}"`, "trace_id", HEX_32],
  ["log.span_id.string", `"${"0".repeat(16)}"`, "span_id", HEX_16],
  ['log.attributes["request_id"]', "nil", "request_id", ID],
  ['log.attributes["node_id"]', "nil", "node_id", ID],
  ["log.severity_text", '""', "level", "[A-Za-z]{3,9}"],
] as const;

/**
 * Reads lines: JSON becomes fields; what a line says of its request, its level and its kind becomes the record's own, so that
 * Loki finds it without reading lines. What cannot be read stays a text.
 */
export const readLines: CollectorPiece = {
  processors: {
    "transform/read": {
      error_mode: "silent",
      log_statements: [
        {
          context: "log",
          statements: [
            `set(log.cache["fields"], ParseJSON(${body})) where ${matches(body, "^\\s*\\{")}`,
            `set(${body}, log.cache["fields"]) where IsMap(log.cache["fields"])`,
            `set(log.cache["text"], ConvertCase(${body}, "lower")) where IsString(${body})`,
            ...CONTEXT.flatMap(([target, none, name, looks]) => [
              fromField(target, none, name, `^${looks}$`),
              fromText(target, none, name, looks),
            ]),
            ...SEVERITIES.map(
              ([name, levels]) =>
                `set(log.severity_number, SEVERITY_NUMBER_${name}) where log.severity_number == 0 and ${matches("log.severity_text", `(?i)^(?:${levels})`)}`,
            ),
            // Audit lines are those that say so, and all of what detects Byzantine faults.
            'delete_key(log.attributes, "log.kind") where log.attributes["log.kind"] != "audit"',
            `set(log.attributes["log.kind"], "audit") where ${field("audit")} == true or ${field("log_kind")} == "audit"`,
            `set(log.attributes["log.kind"], "audit") where ${matches(field("component"), "(?i)^byzantine")}`,
          ],
        },
      ],
    },
    // Loki makes streams of resources.
    "groupbyattrs/kind": { keys: ["log.kind"] },
  },
  pipelines: { logs: { processors: ["transform/read", "groupbyattrs/kind"] } },
};
