import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../../preview/root.ts";

/** Where `npm run new` writes. */
const WRITTEN = [
  "mixins",
  "dashboards",
  "policy",
  "systems",
  "components",
  "facts",
  "runbooks",
  "test/rules",
  "test/policy",
];

test("nothing that was begun with `npm run new` is left to fill in", () => {
  const files = [
    ...WRITTEN.flatMap((folder) => globSync(`${folder}/**/*.{ts,md,yaml}`, { cwd: ROOT })),
    ...globSync("Pulumi.*.yaml", { cwd: ROOT }),
  ];
  expect(files.length).toBeGreaterThan(WRITTEN.length);
  const left = files.filter((file) => readFileSync(join(ROOT, file), "utf8").includes("TODO:"));
  expect(left).toEqual([]);
});
