import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { dashboardPages, faultsShown } from "../../docs/dashboard-pages.ts";
import { dashboards } from "../observed.ts";

const root = join(import.meta.dirname, "../..");
const folder = join(root, "docs/dashboards");
const pages = dashboardPages(dashboards);
const pictures = readdirSync(folder).filter((file) => file.endsWith(".webp"));

/** GitHub's anchors of a page. */
function anchorsOf(text: string): readonly string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w -]/g, "")
      .replaceAll(" ", "-"),
  );
}

describe.each([...pages].map(([path, text]) => ({ path, text })))("$path", ({ text }) => {
  test("links to files and headings that exist", () => {
    for (const [, target = "", anchor] of text.matchAll(/\]\((?!https?:)([^)#]+)(?:#([^)]+))?\)/g)) {
      const page = pages.get(`docs/dashboards/${target}`);
      expect(page !== undefined || statSync(join(folder, target)).isFile(), target).toBe(true);
      if (anchor !== undefined) expect(anchorsOf(page ?? readFileSync(join(folder, target), "utf8"))).toContain(anchor);
    }
  });
});

test("every dashboard is on a page, and in the index", () => {
  const text = [...pages.values()].join("\n");
  for (const { uid, title } of dashboards) {
    expect(text).toContain(`\`${uid}\`, written in`);
    expect(pages.get("docs/dashboards/README.md")).toContain(`| [${title}](`);
  }
  expect(Object.keys(faultsShown).filter((uid) => !dashboards.some((each) => each.uid === uid))).toEqual([]);
});

test("no picture lies there that no page shows", () => {
  const text = [...pages.values()].join("\n");
  expect(pictures.filter((file) => !text.includes(`](${file})`))).toEqual([]);
});

test("pictures are small, for everybody who clones the repository has them", () => {
  const sizes = pictures.map((file) => ({ file, bytes: statSync(join(folder, file)).size }));
  expect(sizes.filter(({ bytes }) => bytes > 120_000)).toEqual([]);
  expect(sizes.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(3_000_000);
});
