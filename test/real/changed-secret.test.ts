/** Another value of a secret, under the real engine: what reads it at its start alone is rolled, once, and nobody is told of it. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { changedStackFile } from "./engine/changed-stack-file.ts";
import { type Engine, openEngine } from "./engine/engine.ts";
import { resourceNames } from "./engine/preview-effect.ts";
import { succeeds } from "./engine/succeeds.ts";
import { describeWithTools } from "./with-tools.ts";

const OLD = "pepper-of-the-test-that-is-to-be-changed";
const YOUNG = "another-pepper-of-the-test-after-the-change";

describeWithTools(["pulumi"], "a secret that is read at a process' start", ({ pulumi }) => {
  const bed = new AsyncDisposableStack();
  let engine: Engine;
  beforeAll(async () => {
    engine = openEngine(pulumi, bed);
    const file = join(engine.folder, "Pulumi.local.yaml");
    const change = { setting: "agent.pepper", to: { secret: "personalDataPepper" } };
    writeFileSync(file, changedStackFile(readFileSync(file, "utf8"), change));
    await succeeds(engine.pulumi("stack", "init", "local"));
    await setPepper(OLD);
    await succeeds(up());
  });
  afterAll(() => bed.disposeAsync());

  const up = (...args: readonly string[]) => engine.pulumi("up", "--yes", "--skip-preview", ...args);
  const setPepper = (value: string) =>
    succeeds(engine.pulumi("config", "set", "--secret", "personalDataPepper", value));

  test("is drawn another number for, which changes the pods' template and no other's", async () => {
    const before = engine.providerCalls().length;
    await setPepper(YOUNG);
    const { stdout } = await succeeds(up("--diff"));
    const touched = engine.providerCalls().slice(before);
    expect(touched.map(({ did, urn }) => `${did} ${resourceNames([urn])}`).sort()).toEqual([
      "create RandomId otel-agent-secrets-revision",
      "delete RandomId otel-agent-secrets-revision",
      "update DaemonSet otel-agent",
      "update Secret otel-agent-secrets",
    ]);
    expect(stdout).toContain("aiobs/secrets-revision");
    const state = (await succeeds(engine.pulumi("stack", "export"))).stdout;
    for (const pepper of [OLD, YOUNG]) expect(`${stdout}${state}`).not.toContain(pepper);
  });

  test("changes nothing when it is deployed again", async () => {
    await succeeds(up("--expect-no-changes"));
  });
});
