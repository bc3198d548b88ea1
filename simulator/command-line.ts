/** The command line of `npm run simulate`. */
import { parseArgs } from "node:util";
import { parseDuration } from "../config/types/duration.ts";
import { readCommandLine, type WrongCommandLine } from "../problems/command-line.ts";
import { healthy, scenarios } from "./scenarios/all.ts";
import type { Scenario } from "./scenarios/scenario.ts";

/** What `--help` prints. */
export const HELP = `Usage: npm run simulate -- [options]

Behaves like the observed systems: serves the metrics of a Butterfly cluster, of GPU nodes and of a Maestro API, each target
at a path of its own, with a list of them for Prometheus' HTTP service discovery at /targets.

  --scenario NAME           what happens (default: healthy); --list names them all
  --speed N                 time runs N times as fast as the clock (default: 1)
  --port N                  port to listen on (default: 9464; 0: any)
  --cluster NAME            value of the label "cluster" (default: simulated)
  --seed N                  decides what is left to chance (default: 1)
  --write-openmetrics FILE  serve nothing: write what scrapes would store, for
                            "promtool tsdb create-blocks-from openmetrics FILE"
  --duration D              so much of it, as in 24h (default: as long as the scenario lasts)
  --every D                 a scrape so often (default: 15s; a day of these is 9 GB)
  --start TIME              from this time on, as in 2026-01-01T00:00:00Z (default: so that it ends now)
  --list                    print the scenarios
  --json                    print the list, or what went wrong, as JSON
  --help                    print this

Exit code: 0 all is well, 1 something went wrong, 2 the command line is wrong.
`;

/** What every simulation needs. */
interface Simulated {
  readonly scenario: Scenario;
  readonly cluster: string;
  readonly seed: number;
  readonly format: "text" | "json";
}

/** Serving targets. */
export interface ServeRequest extends Simulated {
  readonly kind: "serve";
  readonly speed: number;
  readonly port: number;
}

/** Writing samples to a file. */
export interface WriteRequest extends Simulated {
  readonly kind: "write";
  readonly file: string;
  readonly seconds: number;
  /** Seconds between two scrapes. */
  readonly every: number;
  /** In seconds since 1970; absent: so that it ends now. */
  readonly start?: number;
}

/** What a command line asks for. */
export type Command =
  | { readonly kind: "help" }
  | { readonly kind: "list"; readonly format: "text" | "json" }
  | WrongCommandLine
  | ServeRequest
  | WriteRequest;

/** Reads the arguments that follow the command's name. */
export function parseCommandLine(argv: readonly string[]): Command {
  return readCommandLine<Command>(argv, ({ format, wrong }) => {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        scenario: { type: "string" },
        speed: { type: "string" },
        port: { type: "string" },
        cluster: { type: "string" },
        seed: { type: "string" },
        "write-openmetrics": { type: "string" },
        duration: { type: "string" },
        every: { type: "string" },
        start: { type: "string" },
        list: { type: "boolean" },
        json: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
    if (values.help === true) return { kind: "help" };
    if (values.list === true) return { kind: "list", format };
    const name = values.scenario ?? healthy.name;
    const scenario = scenarios.find((each) => each.name === name);
    if (scenario === undefined) {
      return wrong(`--scenario: "${name}" is none of ${scenarios.map((each) => each.name).join(", ")}`);
    }
    const seed = wholeNumber(values.seed ?? "1", 2 ** 32);
    if (seed === undefined) return wrong(`--seed: "${values.seed}" is not a whole number`);
    const simulated: Simulated = { scenario, cluster: values.cluster ?? "simulated", seed, format };
    const file = values["write-openmetrics"];
    if (file === undefined) {
      const [stray] = (["duration", "every", "start"] as const).filter((option) => values[option] !== undefined);
      if (stray !== undefined) return wrong(`--${stray} goes with --write-openmetrics`);
      const speed = Number(values.speed ?? "1");
      if (!(speed > 0 && speed <= 1000)) return wrong(`--speed: "${values.speed}" is not a number over 0, up to 1000`);
      const port = wholeNumber(values.port ?? "9464", 65_535);
      if (port === undefined) return wrong(`--port: "${values.port}" is not a port`);
      return { kind: "serve", ...simulated, speed, port };
    }
    const [stray] = (["speed", "port"] as const).filter((option) => values[option] !== undefined);
    if (stray !== undefined) return wrong(`--${stray} does not go with --write-openmetrics, which serves nothing`);
    const duration = parseDuration(values.duration ?? `${scenario.minutes}m`);
    if (duration === undefined) return wrong(`--duration: "${values.duration}" is not a duration such as 24h`);
    const every = parseDuration(values.every ?? "15s");
    if (every === undefined || every.seconds < 1)
      return wrong(`--every: "${values.every}" is not a duration such as 15s`);
    const request = { kind: "write", ...simulated, file, seconds: duration.seconds, every: every.seconds } as const;
    if (values.start === undefined) return request;
    const start = Date.parse(values.start) / 1000;
    if (Number.isNaN(start)) return wrong(`--start: "${values.start}" is not a time such as 2026-01-01T00:00:00Z`);
    return { ...request, start: Math.floor(start) };
  });
}

/** A whole number from 0 to `most`; undefined for anything else. */
function wholeNumber(text: string, most: number): number | undefined {
  const number = Number(text);
  return /^\d+$/.test(text) && number <= most ? number : undefined;
}
