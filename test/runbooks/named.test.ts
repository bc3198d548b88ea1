/**
 * What pages tell people to look at is there: in the plan of `prod`, of `prod` with its Prometheus divided and racks, or of a central stack, in
 * the schema of the settings, in the repository.
 */

import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { settingsSchema } from "../../config/schema.ts";
import { schemasAt } from "../../config/schema-at.ts";
import { recordingGroups } from "../../mixins/groups.ts";
import { anyStack } from "../../mixins/mixin.ts";
import { previewStack } from "../../preview/preview.ts";
import { ROOT } from "../../preview/root.ts";
import { systems } from "../../systems/all.ts";
import { sectionsOf } from "../../systems/system.ts";
import { temporaryFolder } from "../../tools/servers/temporary-folder.ts";
import { alerts, catalogues, mixins } from "../observed.ts";
import { previewed } from "../previewed.ts";
import { kubectlCommands } from "./kubectl.ts";
import { plannedCluster } from "./planned-cluster.ts";

const stackFile = readFileSync(join(ROOT, "Pulumi.prod.yaml"), "utf8");
/** Nodes that may be in a ComputeDomain. */
const RACKS = "aiobs:gpuNodes: { racks: { labels: { example.com/rack: [a] }, computeDomains: on } }";

const prod = await previewed("prod");
const SETTINGS = join(ROOT, "test/plans/settings");
const central = await previewed("central", join(SETTINGS, "central.yaml"));
const clusters = [plannedCluster(prod), plannedCluster(await divided()), plannedCluster(central)];

/** Where hosts that are nobody's here stand as examples: the settings of stacks, and what the settings' own texts say. */
const examples = [
  stackFile,
  ...globSync("*.yaml", { cwd: SETTINGS }).map((file) => readFileSync(join(SETTINGS, file), "utf8")),
  readFileSync(join(ROOT, "config/stack.schema.json"), "utf8"),
].join("\n");

/** `prod`, where its Prometheus has two shards, and the cluster racks of nodes. */
async function divided() {
  await using bed = new AsyncDisposableStack();
  const file = join(temporaryFolder(bed), "Pulumi.prod.yaml");
  writeFileSync(file, stackFile.replace("aiobs:prometheus:", `${RACKS}\n  aiobs:prometheus:\n    shards: 2`));
  return await previewStack("prod", file);
}

const scripts = new Set(Object.keys(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).scripts));
const sections = new Map(sectionsOf(systems).map(({ key, schema }) => [key, schema]));

/** Pages that are made, and held against what they are made from by the tests that make them. */
const MADE = ["docs/policies.md", "docs/setting-effects.md", "docs/settings.md"];

const pages = globSync(["{runbooks,docs}/*.md", "*.md"], { cwd: ROOT, exclude: MADE })
  .sort()
  .map((file) => ({ file, text: withoutForeign(readFileSync(join(ROOT, file), "utf8")) }));

/** A page without the names of others' settings: tables that translate have them in the first column, under *Value*. */
function withoutForeign(text: string): string {
  return text.replaceAll(/^\| Value \|.*\n(?:\|.*\n)*/gm, (table) => table.replaceAll(/^\|[^|]*\|/gm, "|"));
}

/** What stands in a page's inline code and code blocks that is of one kind. */
function found(text: string, pattern: RegExp): readonly string[] {
  return [...new Set([...text.matchAll(pattern)].map(([whole, part]) => part ?? whole))];
}

/** Whether a setting can be written: `prometheus.retention.size`, `nodePools.<name>.max`. */
function isSetting(path: string): boolean {
  const [key = "", ...rest] = path.split(/\.|\[\]/).filter((part) => part !== "");
  const section = sections.get(key);
  return schemasAt(section ?? settingsSchema, section === undefined ? [key, ...rest] : rest).length > 0;
}

/** The settings that a page names, with or without the project before them. */
function settingsOf(text: string): readonly string[] {
  const keys = [...Object.keys(settingsSchema.shape), ...sections.keys()].join("|");
  return [
    ...found(text, /\baiobs:([a-zA-Z][\w.<>[\]]*[\w\]>])/g).filter((path) => !/^[a-z]+:[A-Z]/.test(path)),
    ...found(text, new RegExp(`\`((?:${keys})\\.[a-zA-Z][\\w.<>]*\\w)[\`: ]`, "g")).filter(
      (path) => !/\.(?:ts|md|json|yaml)$/.test(path),
    ),
  ];
}

/** Whether a path of the repository, or of a preview's output, is there. \`<name>\` stands for any. */
function isPath(path: string): boolean {
  const pattern = path.replaceAll(/<[^>]+>/g, "*").replace(/\/$/, "");
  // What people write themselves: the folders are there as soon as the first file is.
  if (/^custom\/(?:catalogues|dashboards|rules|runbooks)(?:\/|$)/.test(pattern)) return true;
  const rendered = /^rendered\/[^/]+\/?(.*)/.exec(pattern);
  if (rendered === null) return globSync(pattern, { cwd: ROOT }).length > 0;
  return [...prod.files.keys()].some((file) => file.startsWith(rendered[1] ?? ""));
}

const FOLDERS = globSync("*/", { cwd: ROOT, exclude: ["node_modules"] }).map((folder) => folder.replace(/\/$/, ""));
const PATH = new RegExp(`\`((?:${[...FOLDERS, "rendered"].join("|")})/[^\`\\s]*)\``, "g");

/** Words that begin as the alerts do. */
const ALERT = new RegExp(
  `\\b(?:${[...new Set(alerts.map(({ alert }) => /^[A-Z][a-z]+/.exec(alert)?.[0]))].join("|")})[A-Z]\\w+`,
  "g",
);

const series = catalogues.flatMap(({ metrics }) => metrics.map(({ name }) => name));
const recorded = mixins.flatMap((mixin) =>
  recordingGroups(mixin, anyStack).flatMap(({ rules }) => rules.map(({ record }) => record)),
);
const labels = new Set(
  catalogues.flatMap(({ metrics, targetLabels }) => [
    ...metrics.flatMap((metric) => Object.keys(metric.labels)),
    ...(targetLabels === "any target" ? [] : Object.keys(targetLabels)),
  ]),
);
const values = new Set(
  catalogues.flatMap(({ metrics }) =>
    metrics.flatMap((metric) => Object.values(metric.labels).flatMap((label) => label.values ?? [])),
  ),
);
const SERIES = new RegExp(
  `\`((?:${[...new Set(series.map((name) => name.split("_")[0]))].join("|")})_[a-zA-Z0-9_]+)\``,
  "g",
);

/** A metric, a histogram's part, a label, or one of its values. */
function isSeries(name: string): boolean {
  return (
    labels.has(name) ||
    values.has(name) ||
    [...series, ...recorded].some((one) => name === one || name.replace(/_(?:bucket|sum|count)$/, "") === one)
  );
}

/** Everything that a page names and that is not there. */
function lostOn({ file, text }: { readonly file: string; readonly text: string }): readonly string[] {
  const commands = kubectlCommands(text);
  const shell = [...text.matchAll(/^ *```sh\n([\s\S]*?)^ *```$/gm)].map(([, block]) => block).join("\n");
  const forwarded = commands.flatMap(({ verb, words }) => (verb === "port-forward" ? words : []));
  const lost = (what: string, names: readonly string[], isThere: (name: string) => boolean) =>
    names.filter((name) => !isThere(name)).map((name) => `${what} ${name}`);
  return [
    ...lost("setting", settingsOf(text), isSetting),
    ...commands.flatMap((command) => {
      const wrong = clusters.map((cluster) => cluster.wrongWith(command));
      return wrong.includes(undefined) ? [] : [`${command.text}: ${wrong[0]}`];
    }),
    ...found(text, /\b[a-z0-9.-]+\.svc(?:\.cluster\.local)?\b/g).flatMap((host) => {
      const wrong = clusters.map((cluster) => cluster.wrongWithHost(host));
      return wrong.includes(undefined) || examples.includes(host) ? [] : (wrong[0] ?? []);
    }),
    ...lost("host", found(shell, /(?<=[\s/])_?[a-z0-9_.-]+\.example\.com\b/g), (host) => examples.includes(host)),
    ...lost("port", found(shell, /localhost:(\d+)/g), (port) => forwarded.includes(port)),
    ...lost("file", found(text, PATH), isPath),
    ...lost("script", found(text, /\bnpm run ([\w:]*\w)/g), (script) => scripts.has(script)),
    ...lost("series", found(text, SERIES), isSeries),
    ...(file.startsWith("runbooks/")
      ? lost("alert", found(text, ALERT), (name) => alerts.some(({ alert }) => alert === name))
      : []),
  ];
}

test.each(pages)("$file names what is there", (page) => {
  expect(lostOn(page)).toEqual([]);
});

describe("a page that names what is not there is found out:", () => {
  test.each([
    ["`aiobs:prometheus.retention.sise`", "setting prometheus.retention.sise"],
    ["`prometheus.sise: 1`", "setting prometheus.sise"],
    ["`aiobs:butterfly.coordinator`", "setting butterfly.coordinator"],
    ["`aiobs:promtheus`", "setting promtheus"],
    ["`kubectl -n monitoring logs prometheus-2`", /monitoring has no prometheus-2/],
    ["`kubectl logs -n monitoring-host node-exporter-0`", /monitoring-host has no node-exporter-0/],
    ["`kubectl get statefulset -n monitoring thanos`", /monitoring has no statefulset thanos/],
    ["`kubectl -n monitoring rollout undo deployment/grafana`", /monitoring has no deployment grafana/],
    ["`kubectl -n monitoring get pods -l app.kubernetes.io/name=promtheus`", /no pods .*promtheus/],
    ["`kubectl port-forward -n monitoring svc/prometheus 9093`", /svc\/prometheus has no port 9093/],
    ["`kubectl -n monitoring exec prometheus-0 -- cat /etc/prometheus.yml`", /has no \/etc\/prometheus.yml/],
    ["`kubectl auth can-i list pods --as=system:serviceaccount:monitoring:prom`", /no service account/],
    ["`alertmanager-0.alertmanager.monitoring.svc`", "alertmanager has no pod alertmanager-0"],
    ["`http://thanos.monitoring.svc:80`", "monitoring has no Service thanos"],
    ["```sh\nping coordinator-9.butterfly.example.com\n```", "host coordinator-9.butterfly.example.com"],
    ["```sh\namtool --alertmanager.url=http://localhost:9093 alert\n```", "port 9093"],
    ["`runbooks/NoSuchAlert.md`", "file runbooks/NoSuchAlert.md"],
    ["`rendered/<stack>/prometheus/prometheus.yaml`", "file rendered/<stack>/prometheus/prometheus.yaml"],
    ["`npm run engine:dwon`", "script engine:dwon"],
    ["`butterfly_request_total`", "series butterfly_request_total"],
    ["see ButterflyHighErrors", "alert ButterflyHighErrors"],
  ])("%s", (text, expected) => {
    const lost = lostOn({ file: "runbooks/Made.md", text: `${text}\n` });
    expect(lost).toEqual([typeof expected === "string" ? expected : expect.stringMatching(expected)]);
  });
});
