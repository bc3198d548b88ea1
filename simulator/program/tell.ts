import { sendSpans, signalsOf } from "../signals/send.ts";
import type { World } from "./world.ts";

/** To whom a world tells what happens. */
export interface TellOptions {
  /** Seconds between two times; of each the last step is told. */
  readonly every: number;
  readonly seed: number;
  /** The attribute `cluster` of its spans. */
  readonly cluster: string;
  /** Where spans go, as `http://localhost:4318`. Absent: nowhere. */
  readonly otlp?: string;
}

/** Tells what happens in a world, from now on: log lines on standard output, spans by OTLP. Time runs on with the world's requests. */
export function tell(world: World, { every, seed, cluster, otlp }: TellOptions): void {
  const since = { world: world.time, clock: performance.now() };
  setInterval(async () => {
    world.advanceTo(since.world + (performance.now() - since.clock) / 1000);
    const signals = signalsOf(world.happening, seed);
    for (const line of signals.flatMap(({ lines }) => lines)) console.log(JSON.stringify(line));
    const problem = otlp === undefined ? undefined : await sendSpans(signals, otlp, cluster);
    if (problem !== undefined) console.error(problem);
  }, 1000 * every);
}
