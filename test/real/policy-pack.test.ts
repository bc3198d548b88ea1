/** The policy pack under the real engine: what it lets through, what it refuses, and what the engine refuses by itself. */
import { readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readStackFile } from "../../config/read-stack-file.ts";
import { secretNames } from "../../config/secrets.ts";
import { ROOT } from "../../preview/root.ts";
import { changedStackFile } from "./engine/changed-stack-file.ts";
import { type CommandResult, type Engine, openEngine } from "./engine/engine.ts";
import { STACKS, type Stack } from "./support/rendered.ts";
import { describeWithTools } from "./with-tools.ts";

const PACK = ["--policy-pack", "policy"];

/** Has the shape of a secret: were it taken for one that is not marked, no stack could have it. */
const SECRET = `https://hooks.slack.com/${"services"}/T0123/B0123/abcdef`;

/** Takes a replica away. */
const TWO_ALERTMANAGERS = `
import * as pulumi from "@pulumi/pulumi";
pulumi.runtime.registerResourceTransform(({ type, name, props, opts }) =>
  type === "kubernetes:apps/v1:StatefulSet" && name === "alertmanager"
    ? { props: { ...props, spec: { ...props.spec, replicas: 2 } }, opts }
    : undefined,
);`;

describeWithTools(["pulumi"], "the policy pack", ({ pulumi }) => {
  const bed = new AsyncDisposableStack();
  afterAll(() => bed.disposeAsync());
  let engine: Engine;
  beforeAll(async () => {
    engine = openEngine(pulumi, bed);
    for (const stack of STACKS) {
      await succeeds(engine.pulumi("stack", "init", stack));
      const names = secretNames(readStackFile(join(ROOT, `Pulumi.${stack}.yaml`)).raw);
      const secrets = names.flatMap((name) => ["--secret", `${name}=${SECRET}`]);
      if (secrets.length > 0) await succeeds(engine.pulumi("config", "set-all", "--stack", stack, ...secrets));
    }
  });

  /** Runs something with another setting, which is taken back. */
  const changed = async <T>(stack: Stack, setting: string, to: unknown, run: () => Promise<T>): Promise<T> => {
    const file = join(engine.folder, `Pulumi.${stack}.yaml`);
    const text = readFileSync(file, "utf8");
    writeFileSync(file, changedStackFile(text, { setting, to }));
    try {
      return await run();
    } finally {
      writeFileSync(file, text);
    }
  };
  /** Runs something with another program: this one, with a transform before it. The settings refuse what it does. */
  const withTransform = async <T>(transform: string, run: () => Promise<T>): Promise<T> => {
    const file = join(engine.folder, "index.ts");
    const target = readlinkSync(file);
    rmSync(file);
    writeFileSync(file, `${transform}\nexport { default } from ${JSON.stringify(target)};\n`);
    try {
      return await run();
    } finally {
      rmSync(file);
      symlinkSync(target, file);
    }
  };
  const preview = (stack: Stack) => engine.pulumi("preview", "--stack", stack, ...PACK);

  test.each(STACKS)("lets the stack %s through, and has judged it", async (stack) => {
    const { stdout } = await succeeds(preview(stack));
    expect(stdout).toContain("aiobs@v0.1.0");
    expect(stdout).not.toMatch(/\[(mandatory|advisory)\]/);
  });

  describe("refuses, and names the policy,", () => {
    test("a resource: a database of alerts with too few replicas, whatever made it so", async () => {
      const { exitCode, stdout } = await withTransform(TWO_ALERTMANAGERS, () => preview("prod"));
      expect(exitCode).not.toBe(0);
      expect(stdout).toContain("[mandatory]  replication");
      expect(stdout).toContain("alertmanager has 2 of at least 3 replicas");
    });

    test("a stack: more GPUs than its cap, unless its settings raise it", async () => {
      const manyNodes = async () => {
        const { exitCode, stdout } = await preview("prod");
        expect(exitCode).not.toBe(0);
        expect(stdout).toContain("[mandatory]  gpu-cap");
        await changed("prod", "aws.maxGpus", 2000, () => succeeds(preview("prod")));
      };
      // So many nodes are over the budget of series, too.
      const prometheus = { replicas: 2, storage: "2Ti", memory: "64Gi", budget: 100_000_000, shards: 1 };
      await changed("prod", "prometheus", prometheus, () => changed("prod", "nodePools.inference.max", 450, manyNodes));
    });
  });

  test("needs no policy against replacing what holds data: the engine refuses what is protected, in a preview too", async () => {
    await succeeds(engine.pulumi("up", "--yes", "--skip-preview", "--stack", "prod", ...PACK));
    const { exitCode, stdout } = await changed("prod", "prometheus.storage", "300Gi", () => preview("prod"));
    expect(exitCode).not.toBe(0);
    expect(stdout).toMatch(/unable to replace resource "urn:[^"]+:StatefulSet::prometheus"/);
  });
});

async function succeeds(command: Promise<CommandResult>): Promise<CommandResult> {
  const result = await command;
  expect(result.exitCode, result.stdout + result.stderr).toBe(0);
  return result;
}
