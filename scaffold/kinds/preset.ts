import { recordFile } from "../../mixins/record-of.ts";
import type { KnownSystem } from "../inventory.ts";
import { camel, pascal } from "../names.ts";
import type { Edit, Kind, Wanted } from "../recipe.ts";
import { alert } from "./alert.ts";
import { DOCUMENTED } from "./next.ts";
import {
  alertList,
  catalogue,
  dashboardPage,
  mixin,
  presetRecord,
  type Shown,
  simulatedServer,
} from "./preset-sources.ts";

/** A preset: what is known of a server that many applications are, with one alert, and the server simulated with one fault. */
export const preset: Kind = {
  kind: "preset",
  writes:
    "its catalogue (of --record where there is one), a mixin with one alert (runbook, rule test), a dashboard, a simulated server with a fault",
  pattern: /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
  spelling: 'in lower case with "-", e.g. milvus',
  takes: "record",
  taken: ({ inventory }) => new Set(inventory.systems.map(({ name }) => name)),
  recipe: (wanted) => {
    const { name, record } = wanted;
    const shown = shownOf(wanted);
    const known: KnownSystem = {
      name,
      kind: "preset",
      jobs: [],
      dashboard: { uid: name, folder: "Applications" },
      gauge: shown.metric,
    };
    const unwell = `${pascal(name)}Unwell`;
    const file = record === undefined ? undefined : `recorded/${record.exporter}-${record.version}.json`;
    return {
      files: {
        ...(record !== undefined && { [`mixins/${name}/${file}`]: recordFile(record) }),
        [`mixins/${name}/catalogue.ts`]: catalogue(name, shown, file),
        [`mixins/${name}/alerts.ts`]: alertList(name, unwell),
        [`mixins/${name}/mixin.ts`]: mixin(name),
        ...alert.recipe({ ...wanted, name: unwell, system: known }).files,
        [`dashboards/${name}/${name}.ts`]: dashboardPage(name, shown),
        [`systems/presets/${name}.ts`]: presetRecord(name),
        [`simulator/presets/${name}.ts`]: simulatedServer(name, shown),
      },
      edits: editsOf(name, unwell, shown),
      next: [
        `a row in docs/applications.md that says what is scraped, and ${unwell}`,
        ...(file === undefined ? [] : [`a row in mixins/recorded.md that says how ${file} was made`]),
        ...DOCUMENTED,
        `npx vitest run --project real test/real/rules.test.ts -t ${unwell}`,
        `npx vitest run --project real test/real/fault-matrix.test.ts -t ${name}-unwell`,
      ],
    };
  },
};

/** The gauge that everything begins with: one of the record that has few labels, or one that is yet to be written. */
function shownOf({ name, record }: Wanted): Shown {
  const gauges = (record?.metrics ?? []).filter(({ type }) => type === "gauge");
  const [first] = gauges.toSorted((a, b) => a.labels.length - b.labels.length);
  if (first === undefined) return { metric: `${camel(name).toLowerCase()}_requests_waiting`, labels: [] };
  return { metric: first.name, labels: first.labels };
}

function editsOf(name: string, unwell: string, { metric }: Shown): readonly Edit[] {
  const constant = camel(name);
  const insertion = (file: string, into: string, element: string, imports?: string): Edit => ({
    kind: "insertion",
    file,
    into: [into],
    element,
    ...(imports !== undefined && { imports }),
  });
  return [
    insertion("systems/presets/all.ts", "presets", constant, `import { ${constant} } from "./${name}.ts";`),
    insertion(
      "simulator/presets/system.ts",
      "servers",
      `...${constant}Servers`,
      `import { ${constant}Servers } from "./${name}.ts";`,
    ),
    insertion(
      "simulator/scenarios/presets.ts",
      "presetScenarios",
      `fault("${name}-unwell", "TODO: what happens to it, in a sentence.", ["${unwell}"])`,
    ),
    insertion(
      "mixins/simulated-metrics.ts",
      "inPart",
      `{ ...${constant}Catalogue, only: ["${metric}"] }`,
      `import { ${constant}Catalogue } from "./${name}/catalogue.ts";`,
    ),
    insertion("docs/dashboard-pages.ts", "notDrawn", `"${name}"`),
  ];
}
