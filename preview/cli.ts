/**
 * `npm run preview`: what a stack would create, without an engine, a cluster, a cloud or a credential.
 *
 * Node's compile cache must be on before the first large import, so this file imports the rest when it runs.
 */
import { enableCompileCache } from "node:module";
import "./lean-start.ts";

enableCompileCache();
process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  const { HELP, parseCommandLine } = await import("./command-line.ts");
  const command = parseCommandLine(argv);
  switch (command.kind) {
    case "wrong":
      process.stderr.write(`${command.message}\n\n${HELP}`);
      return 2;
    case "help":
      process.stdout.write(HELP);
      return 0;
    case "preview": {
      const { runPreview } = await import("./run.ts");
      return runPreview(command.options);
    }
  }
}
