/** What the real engine makes of a node group that is replaced, and in which order it takes nodes away. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { readStackFile } from "../../config/read-stack-file.ts";
import { secretNames } from "../../config/secrets.ts";
import { ROOT } from "../../preview/root.ts";
import { changedStackFile } from "./engine/changed-stack-file.ts";
import { type Engine, openEngine } from "./engine/engine.ts";
import { succeeds } from "./engine/succeeds.ts";
import { describeWithTools } from "./with-tools.ts";

const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";
const Inputs = z.looseObject({ scalingConfig: z.looseObject({ desiredSize: z.number() }) });
const Preview = z.object({
  steps: z.array(
    z.object({ op: z.string(), urn: z.string(), newState: z.object({ inputs: z.unknown().optional() }).optional() }),
  ),
});

describeWithTools(["pulumi"], "node pools under the real engine", ({ pulumi }) => {
  const bed = new AsyncDisposableStack();
  let engine: Engine;
  beforeAll(async () => {
    engine = openEngine(pulumi, bed);
    const secrets = secretNames(readStackFile(join(ROOT, "Pulumi.dev.yaml")).raw);
    await succeeds(engine.pulumi("stack", "init", "dev"));
    await succeeds(engine.pulumi("config", "set-all", ...secrets.flatMap((name) => ["--secret", `${name}=x`])));
    await succeeds(engine.pulumi("up", "--yes", "--skip-preview"));
  });
  afterAll(() => bed.disposeAsync());

  test("a node group that is replaced starts with `desired` nodes, whatever the autoscaler made of the old one", async () => {
    const changed = join(engine.folder, "changed.yaml");
    const settings = readFileSync(join(engine.folder, "Pulumi.dev.yaml"), "utf8");
    const desired = { "nodePools.gpu.desired": 2 };
    const replaced = { setting: "nodePools.gpu.zones", to: ["eu-central-1a"], with: desired };
    writeFileSync(changed, changedStackFile(settings, replaced));
    const preview = await succeeds(engine.pulumi("preview", "--json", "--config-file", changed));
    const { steps } = Preview.parse(JSON.parse(preview.stdout));
    const made = steps.find(({ op, urn }) => op === "replace" && urn.includes(`${NODE_GROUP}::`));
    // The number is ignored where nothing else replaces the group.
    expect(Inputs.parse(made?.newState?.inputs).scalingConfig.desiredSize).toBe(2);
  });

  test("nodes go after all that runs on them", async () => {
    const before = engine.providerCalls().length;
    await succeeds(engine.pulumi("state", "unprotect", "--all", "--yes"));
    await succeeds(engine.pulumi("destroy", "--yes", "--skip-preview"));
    const gone = engine.providerCalls().slice(before);
    const order = gone.flatMap(({ did, urn }, index) => (did === "delete" ? [{ urn, index }] : []));
    const last = (pattern: RegExp) =>
      Math.max(...order.filter(({ urn }) => pattern.test(urn)).map(({ index }) => index));
    const group = last(/:NodeGroup::/);
    expect(group).toBeGreaterThan(last(/:(StatefulSet|Deployment|DaemonSet|Namespace)::/));
  });
});
