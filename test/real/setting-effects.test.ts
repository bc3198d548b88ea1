/**
 * What a change of each setting does to a running stack, asked of the real engine. The page `docs/setting-effects.md` holds
 * the answers; here they are asked anew and compared: of every kind of change in ordinary runs, of all with `SETTINGS=all`,
 * which with `-u` writes the page.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { settingsJsonSchema } from "../../config/json-schema.ts";
import { readStackFile } from "../../config/read-stack-file.ts";
import { secretNames } from "../../config/secrets.ts";
import { ROOT } from "../../preview/root.ts";
import { changedStackFile } from "./engine/changed-stack-file.ts";
import { effectRow, effectRows, effectsPage, type TriedChange } from "./engine/effects-page.ts";
import { type Engine, openEngine } from "./engine/engine.ts";
import { makeOtherStack } from "./engine/other-stack.ts";
import { previewEffect } from "./engine/preview-effect.ts";
import { FOUNDATION_STACK, SETTING_CHANGES, type SettingChange, UNTRIED } from "./engine/setting-changes.ts";
import { sets, settingPaths } from "./engine/setting-paths.ts";
import { succeeds } from "./engine/succeeds.ts";
import { describeWithTools } from "./with-tools.ts";

const PAGE = join(ROOT, "docs/setting-effects.md");

/** What the stack that made the cluster would put out: the same cluster. */
const FOUNDATION_OUTPUTS = { kubeconfig: "apiVersion: v1\nkind: Config\n", clusterName: "aiobs-prod" };

const scope = process.env.SETTINGS === "all" ? "all" : "ordinary";

test("every setting has a change that is tried", () => {
  const untried = settingPaths(settingsJsonSchema())
    .filter((path) => !SETTING_CHANGES.some(({ setting, to }) => sets(setting, to, path)))
    .filter((path) => !(path in UNTRIED));
  expect(untried).toEqual([]);
});

describeWithTools(["pulumi"], "a running stack whose settings change", ({ pulumi }) => {
  const bed = new AsyncDisposableStack();
  let engine: Engine;
  const file = (name: string) => join(engine.folder, name);

  beforeAll(async () => {
    engine = openEngine(pulumi, bed);
    const secrets = secretNames(readStackFile(join(ROOT, "Pulumi.prod.yaml")).raw);
    await succeeds(engine.pulumi("stack", "init", "prod"));
    await succeeds(engine.pulumi("config", "set-all", ...secrets.flatMap(given)));
    await succeeds(engine.pulumi("up", "--yes", "--skip-preview"));
    // What two of the changes lead to: another kubeconfig, and another stack.
    mkdirSync(join(engine.home, ".kube"));
    writeFileSync(join(engine.home, ".kube/config"), "");
    await makeOtherStack(engine, FOUNDATION_STACK, FOUNDATION_OUTPUTS);
  });
  afterAll(() => bed.disposeAsync());

  const effectOf = async (change: SettingChange): Promise<TriedChange> => {
    const changed = file("changed.yaml");
    writeFileSync(changed, changedStackFile(readFileSync(file("Pulumi.prod.yaml"), "utf8"), change));
    const secrets = (change.secrets ?? []).flatMap(given);
    if (secrets.length > 0) await succeeds(engine.pulumi("config", "set-all", "--config-file", changed, ...secrets));
    const { stdout, exitCode } = await engine.pulumi("preview", "--json", "--config-file", changed);
    const effect = previewEffect(stdout);
    expect(exitCode === 0, "the engine refuses what would touch protected data, and that alone").toBe(
      effect.refused.length === 0,
    );
    return { change, effect };
  };

  const pageRows = effectRows(readIfThere(PAGE));
  const tried: TriedChange[] = [];
  const changes = SETTING_CHANGES.filter(({ run }) => scope === "all" || run === "ordinary");

  describe.each(changes)("$setting", (change) => {
    test("loses nothing that holds data, and does what the page says", async () => {
      const result = await effectOf(change);
      tried.push(result);
      expect(result.effect.unprotectedData).toEqual([]);
      if (scope === "ordinary") expect(effectRow(result)).toBe(pageRows.get(change.setting));
    });
  });

  test.runIf(scope === "all")("the page says what all the changes do", async () => {
    expect(tried).toHaveLength(SETTING_CHANGES.length);
    await expect(effectsPage(tried, UNTRIED)).toMatchFileSnapshot(PAGE);
  });
});

function given(secret: string): readonly string[] {
  return ["--secret", `${secret}=https://example.com/secret-of-${secret}`];
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
