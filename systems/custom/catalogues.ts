/** Scrapes that people pasted: `custom/catalogues/<name>.prom`. Each becomes a catalogue, so that queries are checked against it. */
import { readExposition } from "../../mixins/exposition.ts";
import { recordOf } from "../../mixins/record-of.ts";
import { describedMetrics } from "../../mixins/recorded-catalogue.ts";
import { errorAt, type Problem } from "../../problems/problem.ts";
import type { Catalogue } from "../../queries/catalogue.ts";
import { type CustomFile, readFolder } from "./folder.ts";

/** The catalogues that could be read, and what is wrong with the other files. */
export interface CustomCatalogues {
  readonly catalogues: readonly Catalogue[];
  readonly problems: readonly Problem[];
}

/** How a scrape is had in the format that is read. */
const HOW = "paste what `curl -H 'Accept: text/plain;version=0.0.4' http://<pod>:<port>/metrics` prints";

/** Reads the pasted scrapes of a folder. */
export function readCustomCatalogues(path: string): CustomCatalogues {
  const { files, problems } = readFolder(path, { shown: "custom/catalogues", endings: [".prom"] });
  const read = files.map(readFile);
  return {
    catalogues: read.flatMap((each) => ("catalogue" in each ? [each.catalogue] : [])),
    problems: [...problems, ...read.flatMap((each) => ("problems" in each ? each.problems : []))],
  };
}

function readFile({
  file,
  name,
  text,
}: CustomFile): { readonly catalogue: Catalogue } | { readonly problems: readonly Problem[] } {
  if (/^# EOF\s*$/m.test(text)) {
    return { problems: [errorAt({ file }, "is in the format of OpenMetrics, which is not read here", { hint: HOW })] };
  }
  try {
    const record = recordOf(name, "pasted", [readExposition(text)]);
    if (record.metrics.length === 0) return { problems: [errorAt({ file }, "holds no metric", { hint: HOW })] };
    // One scrape shows a part of what there is: every metric may have further labels.
    const metrics = describedMetrics(record.metrics).map((metric) => ({ ...metric, labelNames: "open" as const }));
    return { catalogue: { system: name, world: "open", targetLabels, metrics } };
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
    const problems = error.message.split("\n").map((line) => {
      const [, number, message = line] = /^line (\d+): (.*)$/s.exec(line) ?? [];
      const where = number === undefined ? { file } : { file, line: Number(number), column: 1 };
      return errorAt(where, message, { hint: HOW });
    });
    return { problems };
  }
}

/** What every target has, and those in pods beside it. */
const targetLabels: Catalogue["targetLabels"] = {
  cluster: {},
  job: {},
  instance: {},
  namespace: { presence: "sometimes" },
  pod: { presence: "sometimes" },
};
