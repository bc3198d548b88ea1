/** The command line of `npm run preview`. */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readCommandLine, type WrongCommandLine } from "../problems/command-line.ts";
import { fileProblem } from "../problems/file-problem.ts";
import { formatProblem } from "../problems/format.ts";
import { RENDERED, refusedTarget } from "./output/target.ts";

/** What `--help` prints. */
export const HELP = `Usage: npm run preview -- [stack] [options]

Runs the program of a stack (default: local) as "pulumi preview" would, but without the Pulumi CLI, a cluster, a cloud
or a credential. Prints what would be created and what was checked, and writes it to rendered/<stack>/. For the real
engine: npm run engine:preview.

  --settings FILE  take the settings from FILE, not from Pulumi.<stack>.yaml
  --out DIR        write to DIR instead: a new or an empty folder, or one that a preview wrote to
  --strict         refuse what a check warns of as well
  --json           print the summary as JSON, or what went wrong
  --help           print this

In the folder, only files that a preview wrote are replaced or removed, as long as nobody changed them since.

Exit code: 0 all is well, 1 something is wrong with the settings, the rules, the dashboards or the plan, or with --strict
unusual (nothing is written then), 2 the command line is wrong.
`;

/** What a preview is asked for. */
export interface PreviewOptions {
  readonly stack: string;
  /** File of the settings; absent: `Pulumi.<stack>.yaml`. */
  readonly settings: string | undefined;
  /** Folder to write to. */
  readonly out: string;
  readonly format: "text" | "json";
  /** `refused`: what a check warns of ends the preview as an error does. */
  readonly warnings: "shown" | "refused";
}

/** What a command line asks for. */
export type Command =
  | { readonly kind: "help" }
  | WrongCommandLine
  | { readonly kind: "preview"; readonly options: PreviewOptions };

/** As the engine has it (`tokens.QName`), but for dots alone: as names of folders, they lead to other folders. */
const STACK_NAME = /^(?!\.+$)[\w.-]{1,100}$/;

/** Reads the arguments that follow the command's name. */
export function parseCommandLine(argv: readonly string[]): Command {
  return readCommandLine<Command>(argv, ({ format, wrong }) => {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        settings: { type: "string" },
        out: { type: "string" },
        strict: { type: "boolean" },
        json: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
    if (values.help === true) return { kind: "help" };
    const [stack = "local", ...others] = positionals;
    if (others.length > 0) return wrong(`one stack at a time: found ${positionals.join(" ")}`);
    if (!STACK_NAME.test(stack)) return wrong(`"${stack}" is not the name of a stack: letters, digits, "-", "_", "."`);
    const { settings, out = join(RENDERED, stack) } = values;
    const refusal = refusalOf(out);
    if (refusal !== undefined) return wrong(`--out: ${refusal}`);
    return {
      kind: "preview",
      options: { stack, settings, out, format, warnings: values.strict === true ? "refused" : "shown" },
    };
  });
}

/** Why nothing may be written to a folder, or that it cannot be looked at. */
function refusalOf(out: string): string | undefined {
  try {
    return refusedTarget(out);
  } catch (error) {
    const problem = fileProblem(error);
    if (problem === undefined) throw error;
    return formatProblem(problem);
  }
}
