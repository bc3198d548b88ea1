/** The command line of `npm run new`. */
import { parseArgs } from "node:util";
import { closest } from "fastest-levenshtein";
import { readCommandLine, type WrongCommandLine } from "../problems/command-line.ts";
import { kinds } from "./kinds/all.ts";
import type { Kind } from "./recipe.ts";

const width = Math.max(...kinds.map(({ kind }) => kind.length));

/** What `--help` prints. */
export const HELP = `Usage: npm run new -- KIND NAME [options]

Writes every file that a new thing needs and adds it where it must be listed. What it writes passes the preview as it is;
what is left to fill in stands behind "TODO:", and is listed. Nothing that is there is overwritten.

Kinds:
${kinds.map(({ kind, writes }) => `  ${kind.padEnd(width)}  ${writes}`).join("\n")}

Options:
  --system S  the observed system that an alert, metric or dashboard is added to
  --pillar P  the pillar that a server is added to (a folder of components/)
  --record F  what a preset exposes: a file that npm run record wrote of scrapes of it
  --dry-run   say what would be written, and write nothing
  --json      print the result as JSON
  --help      print this

Exit code: 0 all is written, 1 the name is taken or a file cannot be written (then nothing is), 2 the command line is wrong.
`;

/** What is to be added. */
export interface NewRequest {
  readonly kind: Kind;
  readonly name: string;
  /** As given; whether there is one of that name is not known yet. */
  readonly system: string | undefined;
  readonly pillar: string | undefined;
  /** A file, as given. */
  readonly record: string | undefined;
  readonly mode: "write" | "dry-run";
  readonly format: "text" | "json";
}

/** What a command line asks for. */
export type Command =
  | { readonly kind: "help" }
  | WrongCommandLine
  | { readonly kind: "new"; readonly request: NewRequest };

/** Reads the arguments that follow the command's name. */
export function parseCommandLine(argv: readonly string[]): Command {
  return readCommandLine<Command>(argv, ({ format, wrong }) => {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        system: { type: "string" },
        pillar: { type: "string" },
        record: { type: "string" },
        "dry-run": { type: "boolean" },
        json: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
    if (values.help === true) return { kind: "help" };
    const [word, name, ...others] = positionals;
    const names = kinds.map(({ kind }) => kind);
    if (word === undefined) return wrong(`say what is to be added: ${names.join(", ")}`);
    const kind = kinds.find((one) => one.kind === word);
    if (kind === undefined) {
      return wrong(`"${word}" cannot be added; did you mean ${closest(word, names)}? There are: ${names.join(", ")}`);
    }
    if (name === undefined) return wrong(`the new ${word} needs a name: it must be ${kind.spelling}`);
    if (others.length > 0) return wrong(`one thing at a time: found ${positionals.slice(1).join(" ")}`);
    if (!kind.pattern.test(name))
      return wrong(`"${name}" cannot name the new ${word}: the name must be ${kind.spelling}`);
    for (const option of ["system", "pillar"] as const) {
      const given = values[option];
      if (kind.partOf === option && given === undefined)
        return wrong(`say which ${option} the new ${word} is added to: --${option} …`);
      if (kind.partOf !== option && given !== undefined)
        return wrong(`the new ${word} is not added to a ${option}: leave out --${option}`);
    }
    const { system, pillar, record, "dry-run": dry } = values;
    if (kind.takes !== "record" && record !== undefined)
      return wrong(`the new ${word} is made from no record: leave out --record`);
    const mode = dry === true ? "dry-run" : "write";
    return { kind: "new", request: { kind, name, system, pillar, record, mode, format } };
  });
}
