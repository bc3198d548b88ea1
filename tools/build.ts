/** `npm run tools`: builds the pinned real binaries that the tests run. See `--help`. */
import { runTools } from "./run-tools.ts";

process.exitCode = await runTools(process.argv.slice(2), process);
