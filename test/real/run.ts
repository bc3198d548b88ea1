/**
 * `npm run test:real [-- filter…]`: the tests against real servers. They run for most of an hour on a machine that may do
 * other things, and a server that starves for some seconds fails a test that has nothing to do with it. A few files that
 * fail are therefore run once more, alone, and the last lines say which these were. Exit code 1 where one fails twice.
 */
import { parseCLI, startVitest } from "vitest/node";
import { allowClosedPipes } from "../../tools/closed-pipe.ts";

allowClosedPipes();

/** More files than these fail for a reason of their own. */
const MOST_TO_RUN_AGAIN = 3;

const { filter, options } = parseCLI(["vitest", "run", ...process.argv.slice(2)]);
const failed = await filesThatFail(filter);
const kept = failed.length > MOST_TO_RUN_AGAIN ? failed : await secondTry(failed);
if (kept.length > 0) process.exitCode = 1;

async function secondTry(files: readonly string[]): Promise<readonly string[]> {
  if (files.length === 0) return [];
  process.stdout.write(`\nOnce more, alone: ${files.join(", ")}\n`);
  const failedTwice = await filesThatFail(files);
  const passed = files.filter((file) => !failedTwice.includes(file));
  if (passed.length > 0) process.stdout.write(`UNSTEADY, failed at first and passed alone: ${passed.join(", ")}\n`);
  return failedTwice;
}

/**
 * The files that fail of those that match one of the filters; of all, where there is none.
 * @throws {Error} when something fails that is in no file, or nothing matches.
 */
async function filesThatFail(filters: readonly string[]): Promise<readonly string[]> {
  const vitest = await startVitest("test", [...filters], { ...options, project: ["real"], watch: false });
  const modules = vitest.state.getTestModules();
  const astray = vitest.state.getUnhandledErrors().length;
  await vitest.close();
  // Vitest's own verdict, which a second try may change.
  process.exitCode = 0;
  if (modules.length === 0) throw new Error(`no test of a real server matches ${filters.join(", ")}`);
  if (astray > 0) throw new Error(`${astray} errors outside of any test: see above`);
  return modules.filter((module) => !module.ok()).map(({ relativeModuleId }) => relativeModuleId);
}
