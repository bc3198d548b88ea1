/** `npm run new`: adds an alert, a metric, a dashboard, a policy, a server, a system or a stack. See `--help`. */
import { dirname } from "node:path";
import { allowClosedPipes } from "../tools/closed-pipe.ts";
import { HELP, parseCommandLine } from "./command-line.ts";
import { runNew, wrongAsJson } from "./run.ts";

allowClosedPipes();
const command = parseCommandLine(process.argv.slice(2));
const output = {
  stdout: (text: string) => void process.stdout.write(text),
  stderr: (text: string) => void process.stderr.write(text),
};
switch (command.kind) {
  case "help":
    output.stdout(HELP);
    break;
  case "wrong":
    if (command.format === "json") output.stdout(wrongAsJson(command.message));
    else output.stderr(`${command.message}\n\n${HELP}`);
    process.exitCode = 2;
    break;
  case "new":
    process.exitCode = runNew(dirname(import.meta.dirname), command.request, output);
}
