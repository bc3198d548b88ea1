/**
 * What a change of each setting does to a running stack, asked of the real engine. The page `docs/setting-effects.md` holds
 * the answers; here they are asked anew and compared: of every kind of change in ordinary runs, of others with `SETTINGS`
 * (`all`, or what settings begin with, with commas between). With `-u` the lines of those that were asked are written.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { settingsJsonSchema } from "../../config/json-schema.ts";
import { readStackFile } from "../../config/read-stack-file.ts";
import { secretNames } from "../../config/secrets.ts";
import { ROOT } from "../../preview/root.ts";
import { systems } from "../../systems/all.ts";
import { sectionsOf } from "../../systems/system.ts";
import { changedStackFile } from "./engine/changed-stack-file.ts";
import { effectsPage, type TriedChange } from "./engine/effects-page.ts";
import { type Engine, openEngine } from "./engine/engine.ts";
import { CENTRAL_OUTPUTS, CENTRAL_STACK } from "./engine/fleet-changes.ts";
import { makeOtherStack } from "./engine/other-stack.ts";
import { previewEffect, resourceNames } from "./engine/preview-effect.ts";
import type { ProviderCall } from "./engine/provider-log.ts";
import type { SettingChange } from "./engine/setting-change.ts";
import { FOUNDATION_STACK, SETTING_CHANGES, UNTRIED } from "./engine/setting-changes.ts";
import { sets, settingPaths } from "./engine/setting-paths.ts";
import { succeeds } from "./engine/succeeds.ts";
import { describeWithTools } from "./with-tools.ts";

const PAGE = join(ROOT, "docs/setting-effects.md");

/** What the stack that made the cluster puts out: the same that `prod` has in its settings, and how to reach it. */
const FOUNDATION_OUTPUTS = {
  kubeconfig: "apiVersion: v1\nkind: Config\n",
  ...Object(readStackFile(join(ROOT, "Pulumi.prod.yaml")).raw.foundation),
};

/** The changes that are tried now. */
const changes = SETTING_CHANGES.filter(({ setting, run }) => {
  const asked = process.env.SETTINGS;
  if (asked === undefined) return run === "ordinary";
  return asked === "all" || asked.split(",").some((prefix) => setting === prefix || setting.startsWith(`${prefix}.`));
});

test("every setting has a change that is tried", () => {
  const untried = settingPaths(settingsJsonSchema(sectionsOf(systems)))
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
    await makeOtherStack(engine, CENTRAL_STACK, CENTRAL_OUTPUTS);
  });
  afterAll(() => bed.disposeAsync());

  /** The stack file with the change, and the secrets that are set for it. */
  const changedFile = async (change: SettingChange): Promise<string> => {
    const changed = file("changed.yaml");
    writeFileSync(changed, changedStackFile(readFileSync(file("Pulumi.prod.yaml"), "utf8"), change));
    const secrets = (change.secrets ?? []).flatMap(given);
    if (secrets.length > 0) await succeeds(engine.pulumi("config", "set-all", "--config-file", changed, ...secrets));
    return changed;
  };
  const effectOf = async (change: SettingChange): Promise<TriedChange> => {
    const { stdout, exitCode } = await engine.pulumi("preview", "--json", "--config-file", await changedFile(change));
    const effect = previewEffect(stdout);
    expect(exitCode === 0, "it is refused for the sake of protected data alone").toBe(effect.refused.length === 0);
    return { change, effect };
  };

  const tried: TriedChange[] = [];

  test.each(changes)("a change of $setting loses no data", async (change) => {
    const result = await effectOf(change);
    tried.push(result);
    expect(result.effect.unprotectedData).toEqual([]);
  });

  test("the page says what the changes do", async () => {
    expect(tried.map(({ change }) => change.setting)).toEqual(changes.map(({ setting }) => setting));
    const settings = SETTING_CHANGES.map(({ setting }) => setting);
    const before = readFileSync(PAGE, "utf8");
    await expect(effectsPage({ settings, tried, before, untried: UNTRIED })).toMatchFileSnapshot(PAGE);
  });

  test("a change that is refused does nothing at all", async () => {
    const before = engine.providerCalls().length;
    const changed = await changedFile({ setting: "prometheus.storage", to: "400Gi" });
    const { exitCode, stdout } = await engine.pulumi("up", "--yes", "--config-file", changed);
    expect(exitCode).not.toBe(0);
    expect(stdout).toContain("marked for protection");
    expect(engine.providerCalls()).toHaveLength(before);
  });

  test("a change that is taken does what its preview said, and no more", async () => {
    const change: SettingChange = { setting: "prometheus.ingress", to: undefined };
    const { effect } = await effectOf(change);
    const before = engine.providerCalls().length;
    await succeeds(engine.pulumi("up", "--yes", "--skip-preview", "--config-file", await changedFile(change)));
    const calls = engine.providerCalls().slice(before);
    const done = (did: ProviderCall["did"]) =>
      resourceNames(calls.filter((call) => call.did === did).map(({ urn }) => urn));
    const { created, updated, deleted } = effect;
    expect({ created: done("create"), updated: done("update"), deleted: done("delete") }).toEqual({
      created,
      updated,
      deleted,
    });
    expect(deleted).toEqual(["Ingress prometheus"]);
  });
});

function given(secret: string): readonly string[] {
  return ["--secret", `${secret}=https://example.com/secret-of-${secret}`];
}
