/** The command line of `npm run contract`. */
import { parseArgs } from "node:util";
import { closest } from "fastest-levenshtein";
import { readCommandLine, type WrongCommandLine } from "../problems/command-line.ts";

/** What a command line asks for. */
export type Command =
  | { readonly kind: "help" }
  | WrongCommandLine
  | { readonly kind: "list"; readonly format: "text" | "json" }
  /** Without names: every application. */
  | { readonly kind: "record"; readonly names: readonly string[]; readonly format: "text" | "json" }
  /** Each as `<application>-<version>`. */
  | { readonly kind: "compare"; readonly before: string; readonly after: string; readonly format: "text" | "json" };

/** What `--help` prints. */
export const HELP = `Records what applications tell of themselves: metrics, labels, spans, attributes, log fields, each with its type.

Usage: npm run contract [-- [options] [application ...]]
       npm run contract -- --compare OLD NEW

Each application is installed into the user's cache folder in the version that is pinned, started on 127.0.0.1, driven for
about a minute, and what it told is written to contracts/recorded/<application>-<version>.json. Where another version is
recorded already, the two are compared. Without a name: all of them, five minutes; the first time Python's packages are
downloaded (700 MB), and the servers in Go must be there (npm run tools).

Options:
  --list             show what can be recorded, what is, and what cannot be; record nothing
  --compare OLD NEW  two that are recorded, e.g. litellm-1.109.1 litellm-1.110.0: what differs, and which panels, alerts
                     and queries of this repository ask for what the new one has lost
  --json             write the result as one JSON document
  --help             show this text

Exit code: 0 done and nothing breaks, 1 an application could not be recorded or a query breaks, 2 wrong arguments.
`;

/**
 * Reads the arguments that follow the command's name.
 *
 * @param known the names of the applications.
 * @param recorded what may be compared.
 */
export function parseCommandLine(
  argv: readonly string[],
  known: readonly string[],
  recorded: readonly string[],
): Command {
  return readCommandLine<Command>(argv, ({ format, wrong }) => {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        list: { type: "boolean" },
        compare: { type: "boolean" },
        json: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
    if (values.help === true) return { kind: "help" };
    const strange = (name: string, allowed: readonly string[]) =>
      allowed.length === 0
        ? wrong(`${name} is not recorded, and nothing else is`)
        : wrong(`there is no ${name}; did you mean ${closest(name, [...allowed])}? There are: ${allowed.join(", ")}`);
    if (values.compare === true) {
      const [before, after, ...more] = positionals;
      if (before === undefined || after === undefined || more.length > 0)
        return wrong("--compare takes two that are recorded: the old and the new");
      const unknown = [before, after].find((each) => !recorded.includes(each));
      return unknown === undefined ? { kind: "compare", before, after, format } : strange(unknown, recorded);
    }
    if (values.list === true) {
      return positionals.length > 0 ? wrong("--list takes no names") : { kind: "list", format };
    }
    const unknown = positionals.find((name) => !known.includes(name));
    return unknown === undefined ? { kind: "record", names: positionals, format } : strange(unknown, known);
  });
}
