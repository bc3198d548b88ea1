/** The command line of `npm run pictures`. */
import { parseArgs } from "node:util";
import { readCommandLine, type WrongCommandLine } from "../problems/command-line.ts";
import type { Occasion } from "./data/occasions.ts";
import type { View } from "./drawing.ts";

/** What `--help` prints. */
export const HELP = `Usage: npm run pictures -- [options] [DASHBOARD...]

Draws dashboards with Grafana's own components, from a Prometheus with the simulator's samples and what the rules make of
them, and says what is wrong with what is seen. Dashboards by uid; default: all. Needs Chromium, its packages, and the
tools: apt-get install chromium; npm ci --prefix pictures; npm run tools -- prometheus promtool.

  --out DIR       where the pictures go (default: rendered/pictures)
  --width N       1920 or 1280 (default: both)
  --theme T       dark or light (default: both)
  --occasion O    healthy or fault (default: both)
  --check         write no pictures
  --data DIR      keep the samples there, and take those that are there already
  --docs          write the pictures of docs/dashboards/: dark, 1280 wide
  --help          print this

Exit code: 0 all is well, 1 something is wrong with a picture, 2 the command line is wrong or a tool is missing.
`;

/** What a command line asks for. */
export type Command =
  | { readonly kind: "help" }
  | WrongCommandLine
  | {
      readonly kind: "draw";
      /** uids; none: all. */
      readonly dashboards: readonly string[];
      readonly views: readonly View[];
      readonly occasions: readonly Occasion[];
      readonly output:
        | { readonly kind: "none" }
        | { readonly kind: "docs" }
        | { readonly kind: "folder"; readonly folder: string };
      readonly data?: string;
    };

/** Reads the arguments that follow the command's name. */
export function parseCommandLine(argv: readonly string[]): Command {
  return readCommandLine<Command>(argv, ({ wrong }) => {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        out: { type: "string", default: "rendered/pictures" },
        width: { type: "string" },
        theme: { type: "string" },
        occasion: { type: "string" },
        check: { type: "boolean", default: false },
        data: { type: "string" },
        docs: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) return { kind: "help" };
    const widths = chosen(values.width, ["1920", "1280"]);
    const themes = chosen(values.theme, ["dark", "light"]);
    const occasions = chosen(values.occasion, ["healthy", "fault"]);
    if (typeof widths === "string") return wrong(`--width: ${widths}`);
    if (typeof themes === "string") return wrong(`--theme: ${themes}`);
    if (typeof occasions === "string") return wrong(`--occasion: ${occasions}`);
    const draw = {
      kind: "draw",
      dashboards: positionals,
      ...(values.data === undefined ? {} : { data: values.data }),
    } as const;
    if (values.docs) {
      return { ...draw, views: [{ width: 1280, theme: "dark" }], occasions, output: { kind: "docs" } };
    }
    return {
      ...draw,
      views: widths.flatMap((width) => themes.map((theme) => ({ width: Number(width), theme }))),
      occasions,
      output: values.check ? { kind: "none" } : { kind: "folder", folder: values.out },
    };
  });
}

/** The one that was asked for, or all; a text says why it is none of them. */
function chosen<Choice extends string>(
  given: string | undefined,
  choices: readonly Choice[],
): readonly Choice[] | string {
  if (given === undefined) return choices;
  const found = choices.filter((choice) => choice === given);
  return found.length > 0 ? found : `"${given}" is none of ${choices.join(", ")}`;
}
