/** `npm run simulate`: behaves like the observed systems, in health and in faults. See `--help`. */
import { fileProblem } from "../problems/file-problem.ts";
import { commandLineError, errorJson, formatProblem } from "../problems/format.ts";
import { allowClosedPipes } from "../tools/closed-pipe.ts";
import { HELP, parseCommandLine } from "./command-line.ts";
import { listScenarios, runServe, runWrite } from "./run.ts";

allowClosedPipes();
const command = parseCommandLine(process.argv.slice(2));
try {
  switch (command.kind) {
    case "help":
      process.stdout.write(HELP);
      break;
    case "list":
      process.stdout.write(listScenarios(command.format));
      break;
    case "wrong":
      if (command.format === "json") process.stdout.write(commandLineError(command.message));
      else process.stderr.write(`${command.message}\n\n${HELP}`);
      process.exitCode = 2;
      break;
    case "serve": {
      const address = (await runServe(command)).address();
      const port = typeof address === "object" && address !== null ? address.port : command.port;
      process.stdout.write(`${command.scenario.name}: http://localhost:${port}/ (ends with Ctrl+C)\n`);
      break;
    }
    case "write":
      process.stdout.write(`${command.file}: ${runWrite(command)} samples of ${command.scenario.name}\n`);
  }
} catch (error) {
  const problem = fileProblem(error);
  const message =
    problem === undefined ? (error instanceof Error ? error.message : String(error)) : formatProblem(problem);
  const asJson = "format" in command && command.format === "json";
  if (asJson) process.stdout.write(errorJson(message, problem === undefined ? [] : [problem]));
  else process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
