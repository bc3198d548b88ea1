/** `npm run contract`: records what applications tell of themselves, and compares versions. See `--help`. */
import { systems } from "../systems/all.ts";
import { allowClosedPipes } from "../tools/closed-pipe.ts";
import { applications } from "./applications/all.ts";
import { RECORDED } from "./recorded-contracts.ts";
import { runContract } from "./run.ts";

allowClosedPipes();
const { env, stdout, stderr } = process;
process.exitCode = await runContract(process.argv.slice(2), {
  env,
  stdout,
  stderr,
  folder: RECORDED,
  applications,
  systems,
});
