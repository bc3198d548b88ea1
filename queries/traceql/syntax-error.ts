/** Says what a syntax error in TraceQL is, in words. */
import { nearest } from "../nearest.ts";
import { problemAt, type QueryProblem } from "../problem.ts";
import type { Span } from "../span.ts";
import { describeStumble, type StumbleRule } from "../stumble.ts";
import { intrinsics, wordValues } from "./intrinsics.ts";
import type { Token } from "./tokens.ts";

type Rule = StumbleRule<Token>;

/** The problem behind the first error in a syntax tree. */
export function describeSyntaxError(query: string, tokens: readonly Token[], fault: Span): QueryProblem {
  return describeStumble(query, tokens, fault, {
    closing,
    rules: [withoutScope, asMetrics, comparison, filterBehindBraces],
  });
}

const closing: Readonly<Record<string, string>> = { "(": ")", "{": "}" };

/** What OpenTelemetry puts on resources rather than on spans. */
const ofResources = /^(?:service|k8s|host|container|deployment|telemetry|cloud|process)\./;

/** `service.name`, `traceid`: names without a scope. */
const withoutScope: Rule = ({ query, tokens, at }) => {
  const near = [at, at - 1].find((index) => tokens[index]?.kind === "word");
  const token = near === undefined ? undefined : tokens[near];
  if (near === undefined || token === undefined || wordValues[token.text] !== undefined) return undefined;
  const rest = tokens[near + 1];
  if (rest?.kind === "attribute" && rest.from === token.to) {
    const name = query.slice(token.from, rest.to);
    const scope = ofResources.test(name) ? "resource" : "span";
    return problemAt(
      query,
      { from: token.from, to: rest.to },
      `\`${name}\` has no scope.`,
      `write \`${scope}.${name}\``,
    );
  }
  const inBraces = tokens.slice(0, near).findLast(({ text }) => text === "{" || text === "}")?.text === "{";
  if (!inBraces || "(" === rest?.text) return undefined;
  const [subject, operator] = tokens.slice(Math.max(0, near - 2), near);
  const values = operator?.kind === "sign" ? valuesOf(subject) : [];
  if (values.length > 0) {
    const meant = nearest(token.text, values);
    const hint = meant === undefined ? `it is ${values.join(", ")}` : `did you mean \`${meant}\`?`;
    return problemAt(query, token, `\`${query.slice(subject?.from, subject?.to)}\` is never \`${token.text}\`.`, hint);
  }
  const similar = nearest(token.text, [
    ...[...intrinsics].flatMap(([name, { bare }]) => [name, ...(bare === undefined ? [] : [bare])]),
    ...Object.keys(wordValues),
  ]);
  const id = token.text.toLowerCase().replaceAll("_", "");
  const hint =
    { traceid: "`trace:id`", spanid: "`span:id`", starttime: "the time picker chooses the time" }[id] ??
    (similar === undefined ? `an attribute has a scope: \`span.${token.text}\`` : `did you mean \`${similar}\`?`);
  return problemAt(query, token, `There is no intrinsic \`${token.text}\`.`, hint);
};

/** The words that `kind` and `status` can be. */
function valuesOf(subject: Token | undefined): readonly string[] {
  const type = /^(?:span:)?(kind|status)$/.exec(subject?.text ?? "")?.[1];
  return Object.keys(wordValues).filter((word) => wordValues[word] === type);
}

const aggregates = new Set(["count", "avg", "min", "max", "sum"]);

/** `count() by (x)`, `avg(duration) by (x)`: metrics are meant. */
const asMetrics: Rule = ({ query, tokens, at }) => {
  const place = tokens.slice(0, at + 1).findLastIndex(({ text }) => aggregates.has(text) || text === "rate");
  const token = tokens[place];
  const after = tokens.slice(place + 1).find(({ text }) => ["by", "|"].includes(text));
  if (token === undefined || at < place || tokens[place + 1]?.text !== "(") return undefined;
  if (after?.text === "by" && tokens[tokens.indexOf(after) + 1]?.text !== "(") {
    return problemAt(query, after, "After `by` come attributes in parentheses.", "e.g. `by (resource.service.name)`");
  }
  if (token.text === "rate") return undefined;
  const compared = tokens.slice(place).some(({ text }) => /^(?:[<>]=?|!?=)$/.test(text));
  if (compared && after?.text !== "by") return undefined;
  const message = `\`${token.text}(…)\` compares the spans of a trace, and nothing is compared.`;
  const over = token.text === "count" ? "count_over_time()" : `${token.text}_over_time(…)`;
  return problemAt(query, token, message, `write \`${token.text}(…) > …\`, or for a graph \`${over} by (…)\``);
};

/** `==`, and what other languages write. */
const comparison: Rule = ({ query, tokens, at }) => {
  const index = [at, at - 1].find((each) => tokens[each]?.text === "=" && tokens[each + 1]?.text === "=") ?? -1;
  const [first, second] = tokens.slice(index === -1 && tokens[at - 1]?.text === "=" ? at - 1 : index);
  if (index === -1 || first === undefined || second === undefined) return undefined;
  return problemAt(query, { from: first.from, to: second.to }, "`==` is not part of TraceQL.", "write `=`");
};

/** `{…} | duration > 5s`, `{…} && name =~ "x"`: a condition outside the braces. */
const filterBehindBraces: Rule = ({ query, tokens, at }) => {
  const close = tokens.slice(0, at + 1).findLastIndex(({ text }) => text === "}");
  const operator = tokens[close + 1];
  const condition = tokens[close + 2];
  if (operator === undefined || condition === undefined || at < close + 1) return undefined;
  if (!["|", "&&", "||"].includes(operator.text)) return undefined;
  const operand =
    ["attribute", "intrinsic"].includes(condition.kind) ||
    (condition.kind === "word" && tokens[close + 3]?.text !== "(");
  if (!operand) return undefined;
  return problemAt(query, condition, "A condition stands inside the braces.", "write `{ … && <condition> }`");
};
