import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { recordingGroups } from "../../mixins/groups.ts";
import { anyStack } from "../../mixins/mixin.ts";
import { checkPromQL, indexSeries } from "../../queries/promql/check.ts";
import { catalogues, mixins } from "../observed.ts";

const folder = new URL("../../runbooks/", import.meta.url);
const pages = readdirSync(folder)
  .sort()
  .map((file) => ({ file, text: readFileSync(new URL(file, folder), "utf8") }));
const index = indexSeries(
  catalogues,
  mixins.flatMap((mixin) => recordingGroups(mixin, anyStack).flatMap(({ rules }) => rules)),
);

/** The queries of a page: its code blocks marked `promql`. */
function queriesOf(text: string): readonly string[] {
  return [...text.matchAll(/^ *```promql\n([\s\S]*?)^ *```$/gm)].map(([, query]) => (query ?? "").trim());
}

describe.each(pages)("$file", ({ file, text }) => {
  test("has queries that are sound", () => {
    for (const query of queriesOf(text)) expect(checkPromQL(query, index).problems, query).toEqual([]);
    if (file !== "README.md") expect(queriesOf(text).length).toBeGreaterThan(0);
  });

  test("links to pages that exist", () => {
    const names = pages.map((page) => page.file);
    for (const [, target, anchor] of text.matchAll(/\]\((?!https?:)([^)#]+)(?:#([^)]+))?\)/g)) {
      expect(names).toContain(target);
      const headings = pages.find((page) => page.file === target)?.text.matchAll(/^#+ (.*)$/gm) ?? [];
      const anchors = [...headings].map(([, heading = ""]) => heading.toLowerCase().replaceAll(" ", "-"));
      if (anchor !== undefined) expect(anchors).toContain(anchor);
    }
  });
});
