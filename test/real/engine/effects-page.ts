/** The page of settings and what changing them does, in Markdown. */
import { markdownRow, markdownTable } from "../../../problems/markdown-table.ts";
import type { Effect } from "./preview-effect.ts";
import type { SettingChange } from "./setting-change.ts";

/** A change that was tried, and what the engine said. */
export interface TriedChange {
  readonly change: SettingChange;
  readonly effect: Effect;
}

/** More of one kind than this are counted, not named. */
const MOST_NAMED = 6;

const INTRO = `# What changing a setting does

<!-- Made by the test test/real/setting-effects.test.ts. Do not edit. To make it anew:
     SETTINGS=all npm run test:real -- setting-effects -u
     or the rows of some settings alone: SETTINGS=traces,logs.retention -->

Each setting of the running stack \`prod\` was changed alone and the real Pulumi engine asked what it would do, the
providers answering as the real ones do about what can be changed in place. \`dev\` has the same protection. In \`local\`
nothing is protected: what is refused here is replaced there.

- **in place**: nothing is interrupted. A server that reads its files anew does so within about a minute.
- **restarts**: pods start anew, replica by replica, those of highly available servers without a gap.
- **rolls nodes**: each node of the group is drained and replaced, as many at once as its \`update\` says.
- **replaces**: made again, and the old one deleted. Never what holds data.
- **refused**: it would replace or delete what holds data, so \`pulumi up\` does nothing at all of it.

\`~\` changed in place, \`+\` created, \`-\` deleted, \`±\` replaced.
`;

/** What the page is made from. */
interface PageArgs {
  /** The settings with a change, in the page's order. */
  readonly settings: readonly string[];
  readonly tried: readonly TriedChange[];
  /** The page as it was: its lines stay for what was not tried now. */
  readonly before: string;
  /** Settings whose change cannot be tried, and why. */
  readonly untried: Readonly<Record<string, string>>;
}

/** The whole page. It names the settings that were tried neither now nor before. */
export function effectsPage({ settings, tried, before, untried }: PageArgs): string {
  const now = new Map(tried.map((one) => [one.change.setting, markdownRow(cellsOf(one))]));
  const rows = new Map([...effectRows(before), ...now]);
  const table = [
    markdownTable(["Setting", "Changed to", "Effect", "What it touches"], []),
    ...settings.flatMap((setting) => rows.get(setting) ?? []),
  ];
  const yet = settings.filter((setting) => !rows.has(setting)).map((setting) => [setting, "Not asked yet."] as const);
  const others = [...Object.entries(untried), ...yet].map(([setting, why]) => `- \`${setting}\`: ${why}`);
  return `${INTRO}\n${table.join("\n")}\n\nNot tried:\n\n${others.join("\n")}\n`;
}

function cellsOf({ change, effect }: TriedChange): readonly string[] {
  return [`\`${change.setting}\``, describeChange(change), verdict(effect), describeTouched(effect)];
}

/** The lines of a page by their setting. */
function effectRows(page: string): ReadonlyMap<string, string> {
  const rows = page.split("\n").filter((line) => line.startsWith("| `"));
  return new Map(rows.map((row) => [row.split("`")[1] ?? "", row]));
}

function describeChange({ to, with: others = {} }: SettingChange): string {
  const settings = Object.keys(others).map((setting) => `\`${setting}\``);
  return settings.length === 0 ? describeValue(to) : `${describeValue(to)}, with ${settings.join(", ")}`;
}

function describeValue(value: unknown): string {
  if (value === undefined) return "left out";
  if (typeof value === "string" || typeof value === "number") return `\`${value}\``;
  // A certificate says nothing to people.
  return `\`${JSON.stringify(value).replaceAll(/-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----(?:\\n)?|LS0tLS1CRUdJTi[\w+/=]+/g, "…")}\``;
}

function verdict({ created, updated, deleted, replaced, restarted, rolled, refused }: Effect): string {
  if (refused.length > 0) return `**refused**: ${refused.join(", ")}`;
  const interrupts = [
    ...(replaced.length > 0 ? [`replaces ${named(replaced)}`] : []),
    ...(rolled.length > 0 ? [`rolls nodes of ${named(rolled)}`] : []),
    ...(restarted.length > 0 ? [`restarts ${named(restarted)}`] : []),
  ];
  if (interrupts.length > 0) return interrupts.join("; ");
  if (updated.length > 0) return "in place";
  return [...(created.length > 0 ? ["adds"] : []), ...(deleted.length > 0 ? ["removes"] : [])].join(", ") || "nothing";
}

function describeTouched({ created, updated, deleted, replaced }: Effect): string {
  const groups = [
    ["~", updated],
    ["+", created],
    ["-", deleted],
    ["±", replaced],
  ] as const;
  return groups.flatMap(([sign, names]) => (names.length === 0 ? [] : [`${sign} ${named(names)}`])).join("<br>");
}

/** `ConfigMap a, Service b`; of many, how many of each kind. */
function named(names: readonly string[]): string {
  if (names.length <= MOST_NAMED) return names.join(", ");
  const byKind = Map.groupBy(names, (name) => name.slice(0, name.indexOf(" ")));
  return [...byKind].map(([kind, of]) => (of.length === 1 ? of.join() : `${of.length} ${kind}`)).join(", ");
}
