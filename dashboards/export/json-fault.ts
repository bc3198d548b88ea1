/** Where a text stops being JSON. */
export interface JsonFault {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  /** What stands there, shortened; empty at the end of the text. */
  readonly found: string;
  /** What could have stood there. */
  readonly expected: string;
}

/** One token of JSON (https://www.rfc-editor.org/rfc/rfc8259): punctuation, string, number or word. */
const token =
  /(?<mark>[{}[\],:])|(?<string>"(?:[^"\\\p{Cc}]|[\x7f-\x9f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/uy;
const space = /[ \t\r\n]*/y;

/** What may come next: a value, the first or a further entry of an object or array, or what follows one. */
type State = "value" | "first item" | "first key" | "key" | "colon" | "after value";

const expected: Record<Exclude<State, "after value">, string> = {
  value: "a value",
  "first item": "a value or ]",
  "first key": 'a name in double quotes or "}"',
  key: "a name in double quotes",
  colon: '":"',
};

/**
 * The first place at which a text cannot be JSON, or undefined where it is JSON.
 *
 * `JSON.parse` alone is not enough: for many faults its message has no position.
 */
export function findJsonFault(text: string): JsonFault | undefined {
  const open: ("{" | "[")[] = [];
  let state: State = "value";
  let at = 0;
  for (;;) {
    space.lastIndex = at;
    space.test(text);
    at = space.lastIndex;
    if (at === text.length && state === "after value" && open.length === 0) return undefined;
    token.lastIndex = at;
    const match = token.exec(text);
    const next: State | undefined =
      match === null ? undefined : follow(state, match.groups?.mark, match.groups?.string, open);
    if (match === null || next === undefined) return faultAt(text, at, expectation(state, open.at(-1)));
    state = next;
    at = token.lastIndex;
  }
}

/** The state after a token, or undefined where it may not stand there. Keeps `open` up to date. */
function follow(
  state: State,
  mark: string | undefined,
  string: string | undefined,
  open: ("{" | "[")[],
): State | undefined {
  if (state === "colon") return mark === ":" ? "value" : undefined;
  if (state === "after value") {
    const inside = open.at(-1);
    if (mark === "," && inside !== undefined) return inside === "{" ? "key" : "value";
    return closes(mark, inside) ? close(open) : undefined;
  }
  if ((state === "first key" || state === "key") && string !== undefined) return "colon";
  if (state === "first key") return mark === "}" ? close(open) : undefined;
  if (state === "key") return undefined;
  if (state === "first item" && mark === "]") return close(open);
  if (mark === "{" || mark === "[") {
    open.push(mark);
    return mark === "{" ? "first key" : "first item";
  }
  return mark === undefined ? "after value" : undefined;
}

function closes(mark: string | undefined, inside: "{" | "[" | undefined): boolean {
  return (mark === "}" && inside === "{") || (mark === "]" && inside === "[");
}

function close(open: ("{" | "[")[]): State {
  open.pop();
  return "after value";
}

function expectation(state: State, inside: "{" | "[" | undefined): string {
  if (state !== "after value") return expected[state];
  if (inside === undefined) return "the end of the file";
  return inside === "{" ? '"," or "}"' : '"," or "]"';
}

function faultAt(text: string, at: number, expectedHere: string): JsonFault {
  const before = text.slice(0, at);
  const found = /^[\w.+-]+|^[^\n]{0,12}/.exec(text.slice(at))?.[0] ?? "";
  return {
    line: before.split("\n").length,
    column: at - (before.lastIndexOf("\n") + 1) + 1,
    found: found.slice(0, 20),
    expected: expectedHere,
  };
}
