/** `npm run new`: adds an alert, a metric, a dashboard, a policy, a server, a system or a stack. See `--help`. */
import { dirname } from "node:path";
import { fileProblem } from "../problems/file-problem.ts";
import { commandLineError, errorJson, formatProblem } from "../problems/format.ts";
import { allowClosedPipes } from "../tools/closed-pipe.ts";
import { HELP, parseCommandLine } from "./command-line.ts";
import { runNew } from "./run.ts";

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
    if (command.format === "json") output.stdout(commandLineError(command.message));
    else output.stderr(`${command.message}\n\n${HELP}`);
    process.exitCode = 2;
    break;
  case "new":
    try {
      process.exitCode = runNew(dirname(import.meta.dirname), command.request, output);
    } catch (error) {
      const problem = fileProblem(error);
      if (problem === undefined) throw error;
      if (command.request.format === "json") output.stdout(errorJson(formatProblem(problem), [problem]));
      else output.stderr(`${formatProblem(problem)}\n`);
      process.exitCode = 1;
    }
}
