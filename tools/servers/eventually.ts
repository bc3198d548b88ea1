import { setTimeout as sleep } from "node:timers/promises";

/** Pause between two attempts, in milliseconds: short against the seconds that are measured. */
const PAUSE_MS = 50;

/**
 * Tries until an attempt gives something else than `undefined`. An attempt that throws counts as one that gave nothing yet.
 *
 * @param what what is waited for, as the subject of a sentence: "the page".
 * @param seconds after which it is given up.
 * @throws {Error} that says what did not come, and why the last attempt failed where it threw.
 */
export async function eventually<T>(
  what: string,
  seconds: number,
  attempt: () => T | undefined | Promise<T | undefined>,
): Promise<T> {
  const end = performance.now() + seconds * 1000;
  let failure: unknown;
  do {
    try {
      const result = await attempt();
      if (result !== undefined) return result;
      failure = undefined;
    } catch (error) {
      failure = error;
    }
    await sleep(PAUSE_MS);
  } while (performance.now() < end);
  throw new Error(`${what} did not come in ${seconds} s`, failure === undefined ? {} : { cause: failure });
}
