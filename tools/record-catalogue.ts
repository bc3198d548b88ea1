/** `npm run record`: records what an exporter exposes, as a catalogue's data. See `--help`. */
import { allowClosedPipes } from "./closed-pipe.ts";
import { runRecord } from "./run-record.ts";

allowClosedPipes();
process.exitCode = await runRecord(process.argv.slice(2), process);
