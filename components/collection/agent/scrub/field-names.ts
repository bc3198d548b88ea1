/**
 * Fields that hold personal data, by their names, in logs as in spans. Each name stands for itself and for all that end in it
 * (`client.user.id`, `currentUserId`), in any case, with `_`, `.` or `-` between words, or nothing. docs/personal-data.md says
 * what becomes of each. Patterns are RE2's (https://github.com/google/re2/wiki/Syntax).
 */

/** Fields that identify a person or a session of one: their values are hashed. */
export const IDENTIFIERS = [
  "user",
  "user_id",
  "user_name",
  "enduser_id",
  "user_api_key_hash",
  "customer_id",
  "account_id",
  "employee_id",
  "patient_id",
  "mail",
  "email",
  "email_address",
  "e_mail",
  "session_id",
  "conversation_id",
  "chat_id",
  "full_name",
  "first_name",
  "last_name",
  "given_name",
  "family_name",
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

/** Fields of which nothing stays: what opens doors, and what is so short that its hash could be tried out. */
export const SECRETS = [
  "password",
  "passwd",
  "passphrase",
  "client_secret",
  "secret_key",
  "private_key",
  "access_key",
  "api_key",
  "access_token",
  "refresh_token",
  "id_token",
  "auth_token",
  "session_token",
  "authorization",
  "cookie",
  "connection_string",
  "card_number",
  "credit_card",
  "iban",
  "ssn",
  "tax_id",
  "passport_number",
  "date_of_birth",
  "birth_date",
] as const;

/** Fields that hold a tensor's values; shapes and types stand in others, and stay. */
export const TENSORS = [
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

/** Attributes of which OpenTelemetry's conventions and applications say that they hold texts, or what was asked of a database. */
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

/** One of these names, in any case, as it stands in a text: with a path before it, `-` and `.` for `_`. */
export function named(names: readonly string[]): string {
  return `(?:(?:[A-Za-z0-9_.-]*[_.-])?(?:${anyOf(names)})${names === IDENTIFIERS ? `|[A-Za-z0-9]*${CAMEL_CASE}` : ""})`;
}

/** Patterns of which every lower-case text with one of these names matches one; each begins with fixed characters. */
export function signsOf(names: readonly string[]): readonly string[] {
  const covered = (name: string) => names.some((other) => other !== name && name.includes(other));
  return names.filter((name) => !covered(name)).map((name) => name.replaceAll("_", "[_.-]?"));
}

/** Identifiers behind another word, as in `currentUserId`. */
const CAMEL_CASE = "(?-i:[a-z0-9](?:User|Customer|Account|Session|Conversation|Chat)I[dD])";

/**
 * Whole keys of attributes with the address of a caller or of a page, by OpenTelemetry's conventions old and new: of metrics they go, for
 * each value makes a series (https://opentelemetry.io/docs/specs/semconv/registry/attributes/).
 */
export const ADDRESS_KEYS =
  "(?i)(?:^|[.])(?:url[._](?:full|path|query|original|fragment)|http[._](?:url|target|user_agent|client_ip)|user_agent[._]original|(?:client|source|network[._]peer|net[._]sock[._]peer|net[._]peer)[._](?:address|addr|ip|port|socket[._].*))$";

function anyOf(names: readonly string[]): string {
  return names.map((name) => name.replaceAll("_", "[_.-]?")).join("|");
}

/** What a key must be to name one of these fields: the name alone, or last in a path, perhaps with its place in a list. */
function keyPattern(names: readonly string[], more = ""): string {
  return `(?i)(?:(?:^|[._-])(?:${anyOf(names)})${more})(?:[._][0-9]+)?$`;
}

/** Whole keys of fields whose values are hashed, and of those of whose values nothing stays. */
export const IDENTIFIER_KEYS: string = keyPattern(IDENTIFIERS, `|${CAMEL_CASE}`);
export const REMOVED_KEYS: readonly string[] = [keyPattern(TEXTS), keyPattern(SECRETS)];
