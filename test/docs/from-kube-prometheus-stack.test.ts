/** What the page on kube-prometheus-stack says of settings and files. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { settingsPage } from "../../config/reference-page.ts";
import { parseSettings } from "../../config/settings.ts";
import { ROOT } from "../../preview/root.ts";
import { systems } from "../../systems/all.ts";
import { sectionsOf } from "../../systems/system.ts";

const page = readFileSync(join(ROOT, "docs/from-kube-prometheus-stack.md"), "utf8");
const custom = readFileSync(join(ROOT, "custom/README.md"), "utf8").replaceAll(/^\| \w[^|]* \| /gm, "| ");
const rows = [...page.matchAll(/^\| (`.*) \| (.*) \|$/gm)].map(([, value = "", here = ""]) => ({ value, here }));
const codes = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);

describe("the table of values", () => {
  const settings = settingsPage(sectionsOf(systems));
  const isSetting = (code: string) => settings.includes(`| \`${code}\` |`) || settings.includes(`## \`aiobs:${code}\``);
  const words: readonly string[] = ["on", "off", "api", "admin", "grafana-secrets"];

  test("has each value once", () => {
    const sections = page.split("\n### ").slice(1);
    for (const section of sections) {
      const values = [...section.matchAll(/^\| (`.*) \| .* \|$/gm)].flatMap(([, value = ""]) => codes(value));
      expect(new Set(values).size).toBe(values.length);
    }
    expect(rows.length).toBeGreaterThan(40);
  });

  test.each(rows)("leads from $value to settings and files that there are", ({ here }) => {
    const named = codes(here).filter((code) => !words.includes(code));
    const isRead = (path: string) => custom.includes(`| \`${path.slice("custom/".length)}`);
    const missing = named.filter((code) => (code.startsWith("custom/") ? !isRead(code) : !isSetting(code)));
    expect(missing).toEqual([]);
    expect(named.length > 0 || here.startsWith("nothing:")).toBe(true);
  });
});

test("the settings of the first step are taken as they stand", () => {
  const [, text = ""] = /```yaml\n(.*?)```/s.exec(page) ?? [];
  const raw = Object.entries(parse(text).config).map(([key, value]) => [key.replace(/^aiobs:/, ""), value]);
  const settings = parseSettings(Object.fromEntries(raw), "the page", sectionsOf(systems));
  expect(settings.namespace).toBe("observability");
});
