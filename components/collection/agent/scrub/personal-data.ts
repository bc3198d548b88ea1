/**
 * What counts as personal data, in logs as in spans: the names of fields that hold it, and how it looks where no name tells.
 * docs/personal-data.md says what becomes of each. Patterns are RE2's (https://github.com/google/re2/wiki/Syntax).
 */

/**
 * Fields that identify a person or a session of one: their values are hashed. Each stands for itself and for all that end in
 * it (`client.user.id`), with `_`, `.` or `-` between words, or nothing.
 */
const IDENTIFIERS = [
  "user",
  "user_id",
  "user_name",
  "enduser_id",
  "user_api_key_hash",
  "customer_id",
  "account_id",
  "email",
  "e_mail",
  "session_id",
  "conversation_id",
  "chat_id",
  "full_name",
  "phone",
  "phone_number",
] as const;

/** Fields that hold what people wrote, or what was answered: only its length stays. */
export const TEXTS = [
  "prompt",
  "prompts",
  "input",
  "inputs",
  "input_text",
  "input_value",
  "output_text",
  "output_value",
  "system_instructions",
  "messages",
  "completion",
  "completions",
  "content",
  "query_text",
  "response_text",
  "tool_call_arguments",
  "tool_call_result",
  "statement",
] as const;

/** Fields that hold a tensor's values; shapes and types stand in others, and stay. */
const TENSORS = [
  "tensor",
  "tensors",
  "tensor_values",
  "tensor_data",
  "values",
  "activations",
  "weights",
  "gradients",
  "logits",
  "logprobs",
  "embedding",
  "embeddings",
  "hidden_states",
] as const;

/** Attributes of which OpenTelemetry's conventions and applications say that they hold such texts, or what was asked of a database. */
export const TEXT_ATTRIBUTES = [
  "gen_ai.prompt",
  "gen_ai.completion",
  "gen_ai.input.messages",
  "gen_ai.output.messages",
  "gen_ai.system_instructions",
  "gen_ai.tool.call.arguments",
  "gen_ai.tool.call.result",
  "input.value",
  "output.value",
  "db.query.text",
  "db.statement",
] as const;

/** An address for e-mail, also where a URL or JSON has escaped the sign. */
export const EMAIL: string = String.raw`[A-Za-z0-9._%+'-]+(?:@|%40|\\u0040)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+`;

/** A replacement of what matches. */
export interface Replacement {
  readonly pattern: string;
  readonly by: string;
  /** What every text that matches has, as a pattern that begins with a fixed character: most lines are told from it at once. */
  readonly has?: string;
}

/** One group of an IPv6 address. */
const H = "[0-9A-Fa-f]{1,4}";

/** IP addresses: of IPv4 the first 16 bits stay, of IPv6 as many, which say the network's region and no more. */
export const ADDRESSES: readonly Replacement[] = [
  // All eight groups, the last two perhaps as IPv4.
  {
    pattern: `(^|[^0-9A-Za-z:])(${H})(?::${H}){5}:(?:${H}:${H}|[0-9]{1,3}(?:[.][0-9]{1,3}){3})`,
    by: "$1$2::",
    has: `:${H}:${H}:${H}:`,
  },
  // Shortened, with a beginning.
  { pattern: `(^|[^0-9A-Za-z:])(${H})(?::${H}){0,6}::[0-9A-Fa-f:.]*`, by: "$1$2::", has: "::" },
  // Shortened, without.
  { pattern: "(^|[^0-9A-Za-z:])::[0-9A-Fa-f][0-9A-Fa-f:.]*", by: "$1::", has: "::" },
  {
    pattern: "([0-9]{1,3}[.][0-9]{1,3})[.][0-9]{1,3}[.][0-9]{1,3}",
    by: "$1.0.0",
    has: "[.][0-9]{1,3}[.][0-9]{1,3}[.][0-9]",
  },
];

/** What no record has once it is scrubbed: an address for e-mail, or an IPv4 address that is not masked. */
export const LEFTOVER: string = `${EMAIL}|[0-9]{1,3}[.][0-9]{1,3}[.](?:[1-9][0-9]{0,2}[.][0-9]{1,3}|0{1,3}[.][1-9][0-9]{0,2})`;

/** What every such leftover has: most records are told from it at once. */
export const LEFTOVER_SIGN = "@|%40|u0040|[.][0-9]{1,3}[.][0-9]{1,3}[.][0-9]";

/** Addresses for e-mail where no hash can be made: in the names of fields, and of spans. */
export const EMAIL_IN_NAME: Replacement = { pattern: EMAIL, by: "[e-mail]" };
export const EMAIL_IN_KEYS: Replacement = { pattern: `(")${EMAIL}("\\s*:)`, by: "$1[e-mail]$2", has: "@|%40|u0040" };

/** One of these names, in any case, as it stands in a text: with a path before it, `-` and `.` for `_`. */
function named(names: readonly string[]): string {
  return `(?:[A-Za-z0-9_.-]*[_.-])?(?:${names.map((name) => name.replaceAll("_", "[_.-]?")).join("|")})`;
}

/** What a key must be to name one of these fields: the name alone, or last in a path. */
function keyPattern(names: readonly string[]): string {
  return `(?i)(?:^|[._-])(?:${names.map((name) => name.replaceAll("_", "[._-]?")).join("|")})(?:[._][0-9]+)?$`;
}

/** Whole keys of fields with identifiers, and of fields with texts. */
export const IDENTIFIER_KEYS: string = keyPattern(IDENTIFIERS);
export const TEXT_KEYS: string = keyPattern(TEXTS);

/** Numbers in brackets, nested as they may be. */
const NUMBERS = String.raw`\[(?:NaN|Infinity|null|[-0-9eE+.,\s\[\]])*(?:\]|$)`;

/** Tensors' values, in JSON and as Python and PyTorch print them. */
export const TENSOR_VALUES: readonly Replacement[] = [
  { pattern: `(?i)("${named(TENSORS)}"\\s*:\\s*)${NUMBERS}`, by: '$1"[redacted]"', has: String.raw`:\s*\[` },
  { pattern: `(?i)\\b(tensor|array)\\(\\s*${NUMBERS}`, by: "$1([redacted]", has: String.raw`\(\s*\[` },
  { pattern: `(?i)\\b(${TENSORS.join("|")})=${NUMBERS}`, by: "$1=[redacted]", has: String.raw`=\[` },
];

/** Identifiers that are numbers, in JSON: quoted, they are hashed as any other. Numbers too long for a float keep all digits so. */
export const QUOTED_NUMBERS: readonly Replacement[] = [
  { pattern: `(?i)("${named(IDENTIFIERS)}"\\s*:\\s*)(-?[0-9][0-9.eE+-]*)`, by: '$1"$2"' },
  { pattern: String.raw`([:\[,]\s*)(-?[0-9]{16,})(\s*[,}\]])`, by: '$1"$2"$3' },
];

/** What stands in quotes in JSON that is itself a text in JSON. */
const QUOTED_TWICE = String.raw`\\"(?:[^"\\]|\\\\(?:\\.|[^\\"]))*(?:\\"|$)`;

/** Identifiers and texts of JSON that is a text in JSON: nobody reads it, so that no hash can be made, and they go. */
export const IN_JSON_TEXT: readonly Replacement[] = [IDENTIFIERS, TEXTS].flatMap((names) => [
  {
    pattern: `(?i)(\\\\"${named(names)}\\\\"\\s*:\\s*)(?:${QUOTED_TWICE}|-?[0-9][0-9.eE+-]*)`,
    by: String.raw`$1\"[redacted]\"`,
    has: String.raw`\\"`,
  },
  // Still deeper.
  {
    pattern: `(?i)(\\\\{2,}"${named(names)}\\\\+"\\s*:\\s*\\\\+")[^"\\\\]*`,
    by: "$1[redacted]",
    has: String.raw`\\\\"`,
  },
]);

/**
 * Identifiers and texts in what could not be parsed: JSON that was cut off, JSON within a text, `key=value`. No hash can be
 * made there: they go. A text that has no end goes to the end of the line.
 */
export const IN_TEXT: readonly Replacement[] = [IDENTIFIERS, TEXTS].flatMap((names) => [
  {
    pattern: `(?i)(\\\\*"${named(names)}\\\\*"\\s*:\\s*)\\\\*"(?:[^"\\\\]|\\\\[^"])*(?:\\\\*"|$)`,
    by: '$1"[redacted]"',
    has: '"',
  },
  { pattern: `(?i)(\\b${named(names)}=)(?:"(?:[^"\\\\]|\\\\.)*(?:"|$)|[^\\s"]+)`, by: "$1[redacted]", has: "=" },
]);
