/** `npm run tools`: builds the pinned real binaries that the tests run. See `--help`. */
import { allowClosedPipes } from "./closed-pipe.ts";
import { runTools } from "./run-tools.ts";

allowClosedPipes();
process.exitCode = await runTools(process.argv.slice(2), process);
