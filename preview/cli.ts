/**
 * `npm run preview`: what a stack would create, without an engine, a cluster, a cloud or a credential.
 *
 * Node's compile cache must be on before the first large import, so this file imports the rest when it runs.
 */
import { enableCompileCache } from "node:module";
import { parseArgs } from "node:util";
import "./lean-start.ts";

const HELP = `Usage: npm run preview -- [stack] [options]

Runs the program of a stack (default: local) as "pulumi preview" would, but without the Pulumi CLI, a cluster, a cloud
or a credential. Prints what would be created and what was checked, and writes it to rendered/<stack>/. For the real
engine: npm run engine:preview.

  --settings FILE  take the settings from FILE, not from Pulumi.<stack>.yaml
  --out DIR        write to DIR instead
  --json           print the summary as JSON
  --help           print this

Exit code: 0 all is well, 1 something is wrong with the settings, the rules, the dashboards or the plan (nothing is
written then), 2 the command line is wrong.
`;

enableCompileCache();
process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  const options = commandLine(argv);
  if (typeof options === "string") {
    process.stderr.write(`${options}\n\n${HELP}`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const { runPreview } = await import("./run.ts");
  return runPreview(options);
}

function commandLine(argv: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        settings: { type: "string" },
        out: { type: "string" },
        json: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
    const [stack = "local", ...others] = positionals;
    if (others.length > 0) return `one stack at a time: found ${positionals.join(" ")}`;
    if (!/^[\w.-]+$/.test(stack)) return `"${stack}" is no name of a stack`;
    return {
      stack,
      settings: values.settings,
      out: values.out,
      format: values.json === true ? "json" : "text",
      help: values.help === true,
    } as const;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
