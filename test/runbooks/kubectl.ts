/** The `kubectl` commands of a page, as far as they name something. */

/** One command. */
export interface KubectlCommand {
  /** As it stands on the page. */
  readonly text: string;
  /** Absent: the whole cluster. */
  readonly namespace?: string;
  /** `logs`, `exec`, `get` … */
  readonly verb: string;
  /** What follows the verb, without options. */
  readonly words: readonly string[];
  /** The value of `-l`: `key=value`. */
  readonly selector?: string;
  /** The value of `--as`. */
  readonly as?: string;
  /** What runs in the pod: what stands behind `--`. */
  readonly inPod: string;
}

/** Options that have their value in the next word. */
const WITH_VALUE: ReadonlySet<string> = new Set(["-n", "-l", "-o", "-c", "-p", "-f"]);

/** A code block, also one in a list. */
const BLOCK = /^ *```\w+\n[\s\S]*?^ *```$/gm;

/** The commands in code blocks and inline code. `<pod>` and the like stay as they are. */
export function kubectlCommands(page: string): readonly KubectlCommand[] {
  const blocks = [...page.matchAll(BLOCK)].flatMap(([block]) => [...block.matchAll(/\bkubectl [^\n]+/g)]);
  // Inline code may go on in the next line.
  const inline = page.replaceAll(BLOCK, "").matchAll(/(?<=`)kubectl [^`]+(?=`)/g);
  return [...blocks, ...inline].map(([text]) => command(text.replaceAll("\n", " ")));
}

function command(text: string): KubectlCommand {
  const [line = "", ...inPod] = text.split(" -- ");
  // The end of the command in the shell: a pipe, a list, a comment, the end of `$(…)`.
  const [own = ""] = line.replaceAll(/'[^']*'|"[^"]*"/g, "_").split(/[|;&)#]/);
  const words = own.trim().split(/\s+/).slice(1);
  const options = new Map<string, string>();
  const rest: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? "";
    const [name = "", value] = word.split(/=(.*)/s);
    if (WITH_VALUE.has(word)) {
      index += 1;
      options.set(word, words[index] ?? "");
    } else if (word.startsWith("-")) options.set(name, value ?? "");
    else rest.push(word);
  }
  const [verb = "", ...others] = rest;
  const [namespace, selector, as] = ["-n", "-l", "--as"].map((option) => options.get(option));
  return {
    text,
    verb,
    words: others,
    inPod: inPod.join(" -- "),
    ...(namespace === undefined ? {} : { namespace }),
    ...(selector === undefined ? {} : { selector }),
    ...(as === undefined ? {} : { as }),
  };
}
