import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { checks } from "../../config/checks/checks.ts";
import { settingsPage } from "../../config/reference-page.ts";
import { settingKeys } from "../../config/schema.ts";
import { referenceFiles, staleFiles } from "../../docs/reference.ts";
import { systems } from "../../systems/all.ts";
import { sectionsOf } from "../../systems/system.ts";

const sections = sectionsOf(systems);

const empty = mkdtempSync(join(tmpdir(), "reference-"));
afterAll(() => rmSync(empty, { recursive: true }));

test("the files in the repository are what the schema makes of them", () => {
  expect(staleFiles(join(import.meta.dirname, "../.."))).toEqual([]);
});

test("a missing file is stale", () => {
  expect(staleFiles(empty)).toEqual([...referenceFiles().keys()]);
});

test("the page has every setting of every section, with type, default and meaning", () => {
  const page = settingsPage(sections);
  for (const key of settingKeys(sections)) expect(page).toMatch(new RegExp(`^\\| \\[?\`${key}\``, "m"));
  expect(page).toContain(
    '| `prometheus.scrapeInterval` | duration from 1s to 2m | `"15s"` | How often targets are scraped.',
  );
  expect(page).toContain("| `cluster.name` | name | required | The cluster's name:");
  expect(page).toContain(
    "| `alertmanager.receivers.<name>.webhook.url` | secret or cluster's secret or local URL | required |",
  );
  expect(page).toContain("| `routes` | list of branch | `[]` |");
  expect(page).toContain("| `nodePools.<name>.kind` | `gpu`, `system` | required |");
});

test("every setting on the page says what it is", () => {
  const settings = settingsPage(sections).matchAll(/^\| `([\w.<>[\]]+)` \|.*\| (.*) \|$/gm);
  const silent = [...settings]
    .filter(([, name, meaning]) => meaning === "" && !name?.endsWith(".kind"))
    .map(([, name]) => name);
  expect(silent).toEqual([]);
});

test("the page lists every rule", () => {
  const page = settingsPage(sections);
  const rules = [...checks, ...sections.flatMap((section) => section.checks)];
  expect(rules.filter(({ rule }) => !page.includes(`- ${rule}\n`))).toEqual([]);
});
