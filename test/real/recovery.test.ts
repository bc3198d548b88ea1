/**
 * What docs/operations.md says of an `up` that was killed, of a cluster that was made anew, and of one that does not answer,
 * under the real engine. The cluster is a stub's: it remembers objects, and says what the real provider would.
 */
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Engine, openEngine } from "./engine/engine.ts";
import { succeeds } from "./engine/succeeds.ts";
import { describeWithTools } from "./with-tools.ts";

/** Enough for namespaces, and far from all. */
const CREATED_BEFORE = 15;

describeWithTools(["pulumi"], "the engine, when something went wrong,", ({ pulumi }) => {
  const bed = new AsyncDisposableStack();
  afterAll(() => bed.disposeAsync());
  let engine: Engine;
  let cluster = "";
  const run = (variables: Readonly<Record<string, string>>, ...args: readonly string[]) =>
    engine.pulumiWith({ STUB_CLUSTER: cluster, ...variables }, ...args, "--stack", "local");
  const objects = () => readdirSync(cluster).sort();
  const unchanged = (variables = {}) => run(variables, "up", "--yes", "--skip-preview", "--expect-no-changes");

  beforeAll(async () => {
    engine = openEngine(pulumi, bed);
    cluster = join(engine.home, "cluster");
    await succeeds(engine.pulumi("stack", "init", "local"));
    const slow = { STUB_CLUSTER: cluster, STUB_SLOW_MS: "400" };
    await engine.killedAfter(CREATED_BEFORE, slow, "up", "--yes", "--skip-preview", "--stack", "local");
  });

  test("leaves the stack locked after a kill, and objects that the state does not know", async () => {
    const locked = await run({}, "up", "--yes", "--skip-preview");
    expect(locked.exitCode).not.toBe(0);
    expect(locked.stdout + locked.stderr).toContain("locked");
    await succeeds(run({}, "cancel", "--yes"));
    const again = await run({}, "up", "--yes", "--skip-preview");
    expect(again.exitCode).not.toBe(0);
    expect(again.stdout + again.stderr).toContain("already exists");
  });

  test("takes over what is there when it is told to, forgets what was under way, and then has nothing to change", async () => {
    await succeeds(run({ PULUMI_K8S_UPSERT_EXISTING_OBJECTS: "true" }, "up", "--yes", "--skip-preview"));
    await succeeds(run({}, "refresh", "--yes", "--clear-pending-creates"));
    // The SDK writes the variable into the provider's inputs: the next run takes it out again, and changes nothing else.
    const { stdout: said } = await succeeds(run({}, "up", "--yes", "--skip-preview"));
    expect(said).toMatch(/^ ~ +pulumi:providers:kubernetes cluster updated .*\[diff: -upsertExistingObjects\]$/m);
    expect(said).toMatch(/^Resources:\n +~ 1 updated\n +\d+ unchanged$/m);
    await succeeds(unchanged());
    const { stdout } = await succeeds(engine.pulumi("stack", "export", "--stack", "local"));
    expect(JSON.parse(stdout).deployment.pending_operations ?? []).toEqual([]);
    expect(objects().length).toBeGreaterThan(CREATED_BEFORE);
  });

  test("does not notice that its cluster is empty until it is told to look", async () => {
    const before = objects();
    rmSync(cluster, { recursive: true });
    await succeeds(unchanged());
    expect(objects()).toEqual([]);
    await succeeds(run({}, "up", "--yes", "--skip-preview", "--refresh"));
    expect(objects()).toEqual(before);
  });

  test("does not notice that its cluster does not answer until it is told to look", async () => {
    const down = { STUB_DOWN: "true" };
    await succeeds(run(down, "preview"));
    await succeeds(unchanged(down));
    const looked = await run(down, "preview", "--refresh");
    expect(looked.exitCode).not.toBe(0);
    expect(looked.stdout + looked.stderr).toContain("unreachable");
  });
});
