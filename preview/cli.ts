/**
 * `npm run preview`: what a stack would create, without an engine, a cluster, a cloud or a credential.
 *
 * A wrong command line is answered before the program is loaded, so this file imports the rest when it runs.
 */
import { allowClosedPipes } from "../tools/closed-pipe.ts";
import "./lean-start.ts";

allowClosedPipes();
process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  const { HELP, parseCommandLine } = await import("./command-line.ts");
  const command = parseCommandLine(argv);
  switch (command.kind) {
    case "wrong":
      await reportWrong(command.message, command.format, HELP);
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

async function reportWrong(message: string, format: "text" | "json", help: string): Promise<void> {
  if (format === "text") return void process.stderr.write(`${message}\n\n${help}`);
  const { commandLineError } = await import("../problems/format.ts");
  process.stdout.write(commandLineError(message));
}
