/**
 * Says what a syntax error is, in words: what the parser stumbled over, what that usually means, and what to write.
 */
import type { Span } from "./ast.ts";
import { aggregations, functions } from "./functions.ts";
import { nearest } from "./nearest.ts";
import { problemAt, type QueryProblem } from "./problem.ts";

/**
 * The problem behind the first error in a syntax tree.
 *
 * @param query the query as written, for what is quoted.
 * @param text the query with its variables replaced, of the same length.
 * @param fault where the parser stumbled.
 */
export function describeSyntaxError(query: string, text: string, fault: Span): QueryProblem {
  if (query.replace(/#[^\n]*/g, "").trim() === "") return problemAt(query, { from: 0, to: 0 }, "The query is empty.");
  return unbalanced(query, text) ?? stumbled(query, text, fault);
}

const closing: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** A bracket or quote without its partner. */
function unbalanced(query: string, text: string): QueryProblem | undefined {
  const open: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? "";
    if (char === "#") {
      const end = text.indexOf("\n", at);
      if (end === -1) break;
      at = end;
    } else if (char === '"' || char === "'" || char === "`") {
      const end = endOfString(text, at);
      if (end === undefined) {
        return problemAt(query, { from: at, to: at + 1 }, `This \`${char}\` opens a string that never ends.`);
      }
      at = end;
    } else if (closing[char] !== undefined) {
      open.push(at);
    } else if (")]}".includes(char)) {
      const opener = open.pop();
      const place = { from: at, to: at + 1 };
      if (opener === undefined) return problemAt(query, place, `This \`${char}\` closes nothing.`, "remove it");
      const wanted = closing[text[opener] ?? ""];
      if (wanted !== char) {
        const message = `\`${text[opener]}\` opened at ${placeName(query, opener)} is closed by \`${char}\`.`;
        return problemAt(query, place, message, `write \`${wanted}\` before it`);
      }
    }
  }
  const opener = open.at(-1);
  if (opener === undefined) return undefined;
  const char = text[opener] ?? "";
  return problemAt(
    query,
    { from: opener, to: opener + 1 },
    `This \`${char}\` is never closed.`,
    `add \`${closing[char]}\``,
  );
}

function placeName(query: string, at: number): string {
  const { line, column } = problemAt(query, { from: at, to: at }, "");
  return `${line}:${column}`;
}

/** The offset of a string's closing quote. */
function endOfString(text: string, from: number): number | undefined {
  const quote = text[from];
  for (let at = from + 1; at < text.length; at++) {
    const char = text[at];
    if (char === quote) return at;
    if (quote !== "`" && char === "\n") return undefined;
    if (quote !== "`" && char === "\\") at += 1;
  }
  return undefined;
}

/** What is written for what in other languages. */
const foreignWords: Readonly<Record<string, string>> = {
  "&&": "`and`, which keeps series of the left that the right has too",
  "||": "`or`, which adds series of the right that the left lacks",
  "=": "`==` to compare",
  "!": "`unless` for what must not be there, `!=` or `!~` in a matcher",
  "<>": "`!=`",
  "~": "`=~` in a matcher",
  "**": "`^` for a power",
  "//": "`#` for a comment",
  ";": "one query at a time",
};

function stumbled(query: string, text: string, fault: Span): QueryProblem {
  const from = fault.from + (/^\s*/.exec(text.slice(fault.from))?.[0].length ?? 0);
  const token = /^(?:[A-Za-z_:][\w:]*|[\d.]+\w*|&&|\|\||<>|\*\*|\/\/|[^\s])/.exec(text.slice(from))?.[0] ?? "";
  const place = { from, to: from + token.length };
  const before = text.slice(0, from).trimEnd();
  const swallowed = swallowedByGroup(query, text, from);
  if (swallowed !== undefined) return swallowed;
  if (token === "") {
    return problemAt(
      query,
      place,
      `The query ends too early${before === "" ? "" : `, after \`${lastToken(before)}\``}.`,
    );
  }
  const duration = wrongDuration(query, text, from);
  if (duration !== undefined) return duration;
  const word = token.toLowerCase();
  if (word === "by" || word === "without") return misplacedGrouping(query, text, from, word);
  if (word === "for") {
    return problemAt(query, place, "`for` is no part of PromQL.", "set the alert's duration in its rule");
  }
  const grammar = unparenthesised(query, before, place) ?? unquotedValue(query, before, token, place);
  if (grammar !== undefined) return grammar;
  const unknown = unknownFunction(query, text, token, from);
  if (unknown !== undefined) return unknown;
  const foreign = foreignWords[token];
  if (foreign !== undefined) return problemAt(query, place, `\`${token}\` is no PromQL operator.`, `write ${foreign}`);
  if (before.endsWith(",") && ")".includes(token)) {
    return problemAt(query, place, "An argument is missing after the comma.", "remove the comma, or add the argument");
  }
  const shown = query.slice(place.from, place.to);
  if (/[\w)\]}"'`]$/.test(before) && /^[\w:("'`{]/.test(token)) {
    return problemAt(
      query,
      place,
      `\`${shown}\` begins a second expression, with no operator between it and \`${lastToken(before)}\`.`,
      "put an operator between the two, or make two queries of them",
    );
  }
  const after = before === "" ? "at the start" : `after \`${lastToken(before)}\``;
  return problemAt(query, place, `\`${shown}\` cannot stand ${after}.`);
}

function lastToken(text: string): string {
  return /(?:[\w:.$]+|[^\s\w])$/.exec(text)?.[0] ?? "";
}

/** `[5 minutes]`, `[5min]`, `[90]m`: a window that is no duration. */
function wrongDuration(query: string, text: string, from: number): QueryProblem | undefined {
  const open = text.lastIndexOf("[", from - 1);
  const close = text.indexOf("]", open);
  if (open === -1 || close < from || /[^\w\s.:+-]/.test(text.slice(open + 1, close))) return undefined;
  const span = { from: open + 1, to: close };
  const written = query.slice(span.from, span.to);
  const [, count, unit] = /^\s*(\d+)\s*([a-zA-Z])/.exec(written) ?? [];
  const short = unit?.toLowerCase();
  const example = count !== undefined && short !== undefined && "smhdwy".includes(short) ? `${count}${short}` : "5m";
  return problemAt(
    query,
    span,
    `\`${written}\` is no duration.`,
    `numbers with units from the longest to the shortest (y, w, d, h, m, s, ms), no spaces, e.g. \`${example}\``,
  );
}

/** `by le (x)`: label names without their parentheses. */
function unparenthesised(query: string, before: string, place: Span): QueryProblem | undefined {
  const word = /\b(by|without|on|ignoring)$/i.exec(before)?.[1];
  if (word === undefined) return undefined;
  const shown = query.slice(place.from, place.to);
  const hint = `write \`${word} (${/^\w/.test(shown) ? shown : "…"})\``;
  return problemAt(query, place, `After \`${word}\` come labels in parentheses.`, hint);
}

/** `group_left (rate(x[5m]))`: a bracket after `group_left` begins a list of labels. */
function swallowedByGroup(query: string, text: string, from: number): QueryProblem | undefined {
  const groups = [...text.slice(0, from + 1).matchAll(/\b(group_left|group_right)\s*\(/gi)];
  const last = groups.at(-1);
  if (last?.[1] === undefined) return undefined;
  const open = last.index + last[0].length;
  const list = text.slice(open, from);
  const ended = /^[\w\s,]*\)\s*$/.test(list) && /^(?:$|[)\]])/.test(text.slice(from).trim());
  if (!ended && !/^[\w\s,:]*$/.test(list)) return undefined;
  const word = query.slice(last.index, last.index + last[1].length);
  return problemAt(
    query,
    { from: last.index, to: last.index + word.length },
    `A bracket after \`${word}\` begins the labels to copy, not an expression.`,
    `write \`${word} () (…)\`, or leave out the bracket`,
  );
}

/** `{status=error}` and `{status}`: a matcher that is not whole. */
function unquotedValue(query: string, before: string, token: string, place: Span): QueryProblem | undefined {
  if (before.lastIndexOf("{") <= before.lastIndexOf("}")) return undefined;
  if (/(?:=|!=|=~|!~)$/.test(before)) {
    return problemAt(
      query,
      place,
      "A matcher's value stands in quotes.",
      `write \`"${query.slice(place.from, place.to)}"\``,
    );
  }
  if (/[{,]\s*\w+$/.test(before) && !/^["'`]/.test(token)) {
    return problemAt(query, place, "A matcher needs an operator and a value.", `e.g. \`${lastToken(before)}="…"\``);
  }
  if (/["'`]$/.test(before) && /^\w/.test(token)) {
    return problemAt(query, place, "Matchers are separated by commas.", "put a comma before it");
  }
  return undefined;
}

/** A function that does not exist. */
function unknownFunction(query: string, text: string, token: string, from: number): QueryProblem | undefined {
  const [, earlier] = token === "(" ? (/(\w+)\s*$/.exec(text.slice(0, from)) ?? []) : [];
  const called = earlier ?? (/^\s*\(/.test(text.slice(from + token.length)) ? token : undefined);
  if (called === undefined) return undefined;
  const at = text.lastIndexOf(called, from);
  const span = { from: at, to: at + called.length };
  const written = query.slice(span.from, span.to);
  if (written.includes("$")) {
    return problemAt(
      query,
      span,
      `A variable (\`${written}\`) cannot stand for a function here.`,
      "write the function",
    );
  }
  if (/^\d/.test(called) || functions.has(called) || aggregations.has(called.toLowerCase())) return undefined;
  const near = nearest(called, [...functions.keys(), ...aggregations.keys()]);
  const hint = near === undefined ? undefined : `did you mean \`${near}\`?`;
  return problemAt(query, span, `There is no function \`${written}\`.`, hint);
}

/** `by` or `without` after something that is no aggregation: the commonest slip of all. */
function misplacedGrouping(query: string, text: string, from: number, word: string): QueryProblem {
  const list = /^\s*\(([^()]*)\)/.exec(text.slice(from + word.length));
  const labels =
    list === null
      ? "…"
      : query.slice(from + word.length, from + word.length + list[0].length).replace(/^[\s(]+|[\s)]+$/g, "");
  const span = { from, to: from + word.length + (list?.[0].length ?? 0) };
  const end = text.slice(0, from).trimEnd().length;
  const start = startOfOperand(text, end);
  const subject = query.slice(start, end).replace(/\s+/g, " ");
  const callee = /^([A-Za-z_]\w*)\s*\(/.exec(text.slice(start, end))?.[1];
  const grouped = /\b(?:by|without)\s*(?:\([^()]*\)\s*)?$/i.test(text.slice(0, start));
  if (grouped || (callee !== undefined && aggregations.has(callee.toLowerCase()))) {
    return problemAt(query, span, "The aggregation has its labels twice.", "keep one `by` or `without`");
  }
  if (callee === undefined) {
    return problemAt(
      query,
      span,
      `\`${word}\` belongs to an aggregation, and \`${subject}\` is none.`,
      `write \`avg ${word} (${labels}) (${subject})\`, or \`sum\`, \`max\` …`,
    );
  }
  return problemAt(
    query,
    span,
    `\`${word}\` belongs to an aggregation, and \`${callee}\` is a function.`,
    `write \`${regrouped(subject, callee, word, labels)}\``,
  );
}

/** The call with the labels where they belong. */
function regrouped(call: string, callee: string, word: string, labels: string): string {
  const [, quantile, inner] = /^histogram_quantile\s*\(\s*([^,]+?)\s*,\s*(.*?)\s*\)$/s.exec(call) ?? [];
  if (callee !== "histogram_quantile" || quantile === undefined || inner === undefined) {
    return `sum ${word} (${labels}) (${call})`;
  }
  const kept = word === "by" ? `le, ${labels}` : labels;
  return `histogram_quantile(${quantile}, sum ${word} (${kept}) (${inner}))`;
}

/** Where the operand that ends at an offset starts: its brackets, and the name before them. */
function startOfOperand(text: string, end: number): number {
  let start = end;
  let depth = 0;
  while (start > 0) {
    const char = text[start - 1] ?? "";
    if (")]}".includes(char)) depth += 1;
    if ("([{".includes(char)) {
      if (depth === 0) break;
      depth -= 1;
    } else if (depth === 0 && !/[\w:]/.test(char)) {
      if (!")]}".includes(char)) break;
    }
    start -= 1;
  }
  return start;
}
