/** `npm run record`: records what an exporter exposes, as a catalogue's data. See `--help`. */
import { runRecord } from "./run-record.ts";

process.exitCode = await runRecord(process.argv.slice(2), process);
