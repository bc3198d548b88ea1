/**
 * The actions `{{ … }}` of a Go template, cut into tokens
 * (https://pkg.go.dev/text/template#hdr-Actions).
 */
import type { Span } from "./span.ts";

/** One token of an action. A path is a name with its fields: `$labels.node_id` is `$labels` and `["node_id"]`. */
export interface TemplateToken extends Span {
  readonly kind: "string" | "path" | "word" | "sign";
  /** The string with its quotes, the path's first name (empty for `.Labels`), the word, or the sign. */
  readonly text: string;
  readonly fields: readonly string[];
}

/** One action with the tokens in it. */
interface TemplateAction extends Span {
  readonly tokens: readonly TemplateToken[];
}

/** The actions of a template in order; `unclosed`: where an action begins that never ends. */
export interface TemplateActions {
  readonly actions: readonly TemplateAction[];
  readonly unclosed?: number;
}

const token =
  /\s+|(?<end>-?\}\})|(?<comment>\/\*[\s\S]*?\*\/)|(?<string>"(?:\\.|[^"\\\n])*"|`[^`]*`|'(?:\\.|[^'\\\n])*')|(?<number>[-+]?\.?\d[\w.]*)|(?<path>\$\w*(?:\.\w+)*|(?:\.[A-Za-z_]\w*)+)|(?<word>[A-Za-z_]\w*)|(?<sign>:=|[\s\S])/y;

/** Reads the actions of a template. */
export function readActions(template: string): TemplateActions {
  const actions: TemplateAction[] = [];
  let at = template.indexOf("{{");
  while (at !== -1) {
    const action = readAction(template, at);
    if (action === undefined) return { actions, unclosed: at };
    actions.push(action);
    at = template.indexOf("{{", action.to);
  }
  return { actions };
}

function readAction(template: string, from: number): TemplateAction | undefined {
  const tokens: TemplateToken[] = [];
  token.lastIndex = from + (/^\{\{-(?=\s)/.test(template.slice(from, from + 4)) ? 3 : 2);
  for (let found = token.exec(template); found !== null; found = token.exec(template)) {
    const { end, string, path, word, sign } = found.groups ?? {};
    const span = { from: found.index, to: token.lastIndex };
    if (end !== undefined) return { from, to: span.to, tokens };
    if (string !== undefined) tokens.push({ ...span, kind: "string", text: string, fields: [] });
    else if (path !== undefined) {
      const [text = "", ...fields] = path.split(".");
      tokens.push({ ...span, kind: "path", text, fields });
    } else if (word !== undefined) tokens.push({ ...span, kind: "word", text: word, fields: [] });
    else if (sign !== undefined) tokens.push({ ...span, kind: "sign", text: sign, fields: [] });
  }
  return undefined;
}
