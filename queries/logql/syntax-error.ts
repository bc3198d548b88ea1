/** Says what a syntax error in LogQL is, in words. */
import { nearest } from "../nearest.ts";
import { problemAt, type QueryProblem } from "../problem.ts";
import type { Span } from "../span.ts";
import { describeStumble, type StumbleRule } from "../stumble.ts";
import type { Token } from "./tokens.ts";

type Rule = StumbleRule<Token>;

/** The problem behind the first error in a syntax tree. */
export function describeSyntaxError(query: string, tokens: readonly Token[], fault: Span): QueryProblem {
  return describeStumble(query, tokens, fault, {
    closing,
    rules: [unquoted, withoutWindow, misplacedWindow, unknownFunction, withoutBraces],
  });
}

const closing: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** `{app=foo}`, `|= error`. */
const unquoted: Rule = ({ query, tokens, at }) => {
  const [operator, value] = [tokens[at - 1], tokens[at]];
  if (operator === undefined || value === undefined || !["word", "number"].includes(value.kind)) return undefined;
  if (!/^(?:=|!=|=~|!~|\|=|\|~)$/.test(operator.text)) return undefined;
  return problemAt(query, value, "A text stands in quotes.", `write \`"${query.slice(value.from, value.to)}"\``);
};

const windowed =
  /^(?:rate|rate_counter|bytes_rate|(?:count|bytes|avg|sum|min|max|stdvar|stddev|quantile|first|last|absent)_over_time)$/;

/** `rate({…})`. */
const withoutWindow: Rule = ({ query, tokens, at }) => {
  const place = tokens.slice(0, at).findLastIndex(({ text }) => windowed.test(text.toLowerCase()));
  const name = tokens[place];
  if (name === undefined || tokens.slice(place).some(({ text }) => text === "[")) return undefined;
  const before = tokens[at - 1];
  return problemAt(
    query,
    tokens[at] ?? name,
    `\`${name.text}\` needs a window.`,
    `e.g. \`[5m]\`${before === undefined ? "" : ` behind \`${query.slice(before.from, before.to)}\``}`,
  );
};

/** `{…}[5m]` alone, `sum({…}[5m])`. */
const misplacedWindow: Rule = ({ query, tokens, at }) => {
  const open = tokens.slice(0, at + 1).findLastIndex(({ text }) => text === "[");
  const bracket = tokens[open];
  if (bracket === undefined) return undefined;
  const inside = tokens.slice(open + 1).findIndex(({ text }) => text === "]");
  if (at > open && at <= open + 1 + inside) {
    return problemAt(query, tokens[at] ?? bracket, "A window is a duration.", "e.g. `[5m]`, or in a panel `[$__auto]`");
  }
  if (tokens.slice(0, open).some(({ text }) => windowed.test(text.toLowerCase()))) return undefined;
  return problemAt(query, bracket, "A window stands inside a function of it.", "e.g. `rate({…}[5m])`");
};

const functions = [
  ...["rate", "rate_counter", "bytes_rate", "count_over_time", "bytes_over_time", "avg_over_time", "sum_over_time"],
  ...[
    "min_over_time",
    "max_over_time",
    "stdvar_over_time",
    "stddev_over_time",
    "quantile_over_time",
    "first_over_time",
  ],
  ...["last_over_time", "absent_over_time", "vector", "label_replace", "sum", "avg", "min", "max", "count", "stddev"],
  ...["stdvar", "topk", "bottomk", "approx_topk", "sort", "sort_desc", "ip", "duration", "duration_seconds", "bytes"],
];

const unknownFunction: Rule = ({ query, tokens, at }) => {
  const called = [at, at - 1, at + 1]
    .map((index) => tokens[index])
    .find((token, index) => {
      const place = [at, at - 1, at + 1][index] ?? 0;
      return token?.kind === "word" && tokens[place + 1]?.text === "(";
    });
  if (
    called === undefined ||
    [...functions, "by", "without", "on", "ignoring", "and", "or"].includes(called.text.toLowerCase())
  )
    return undefined;
  const near = nearest(called.text, functions);
  const hint =
    near === undefined
      ? "functions of PromQL that LogQL lacks belong into a recording rule"
      : `did you mean \`${near}\`?`;
  return problemAt(query, called, `LogQL has no function \`${called.text}\`.`, hint);
};

/** `level="error"`: a filter without its stream, or a stage without its pipe. */
const withoutBraces: Rule = ({ query, tokens, at }) => {
  if (tokens.some(({ text }) => text === "{")) return undefined;
  return problemAt(
    query,
    tokens[at] ?? tokens[0] ?? { from: 0, to: 0 },
    "A query begins with the streams it reads.",
    'e.g. `{namespace="butterfly"}`',
  );
};
