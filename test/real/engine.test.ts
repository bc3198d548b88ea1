/**
 * The program under the real Pulumi engine: the pinned CLI, state in a folder, providers that create nothing. What the
 * engine does of a stack is what the offline preview says of it.
 */
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readStackFile } from "../../config/read-stack-file.ts";
import { secretNames } from "../../config/secrets.ts";
import type { Plan } from "../../preview/plan.ts";
import { ROOT } from "../../preview/root.ts";
import { positionsOf, urnsOfFirstRelease } from "../components/former/former-urns.ts";
import { asDeployed, asFarAsPlanned, deployedResources, generatedPasswords } from "./engine/deployed.ts";
import { type CommandResult, type Engine, openEngine } from "./engine/engine.ts";
import { formerState } from "./engine/former-state.ts";
import { succeeds } from "./engine/succeeds.ts";
import { planOfStack, STACKS } from "./support/rendered.ts";
import { describeWithTools } from "./with-tools.ts";

/** Resources of the engine itself, which no provider creates. */
const ENGINE = /^pulumi:(pulumi|providers|index):/;

/** What the engine keeps by itself: the stack, and the provider of its own resources (`pulumi:index:Stash`). */
const KEPT_BY_ENGINE: readonly string[] = ["pulumi:pulumi:Stack", "pulumi:providers:pulumi"];

describeWithTools(["pulumi"], "the engine", ({ pulumi }) => {
  describe.each(STACKS)("with the stack %s", (stack) => {
    const bed = new AsyncDisposableStack();
    afterAll(() => {
      if (seconds.length > 0) console.info(`${stack}: ${planned().length} resources; ${seconds.join(", ")}`);
      return bed.disposeAsync();
    });
    const secrets = secretNames(readStackFile(join(ROOT, `Pulumi.${stack}.yaml`)).raw);
    const secretValue = (name: string) => `https://example.com/secret-of-${name}`;
    let engine: Engine;
    let plan: Plan;
    /** Everything that the CLI said so far. */
    let said = "";
    const seconds: string[] = [];

    const run = async (...args: readonly string[]): Promise<CommandResult> => {
      const result = await engine.pulumi(...args);
      said += result.stdout + result.stderr;
      seconds.push(`${args[0]} ${result.seconds.toFixed(1)} s`);
      return result;
    };
    const exported = async (...args: readonly string[]) => (await engine.pulumi("stack", "export", ...args)).stdout;
    const planned = () => plan.resources.filter(({ type }) => type !== "pulumi:pulumi:Stack");
    const created = () =>
      planned().flatMap(({ kind, type, urn }) => (kind === "custom" && !ENGINE.test(type) ? [urn] : []));
    const did = (what: "create" | "update" | "delete") =>
      engine.providerCalls().flatMap((call) => (call.did === what ? [call.urn] : []));

    beforeAll(async () => {
      engine = openEngine(pulumi, bed);
      plan = await planOfStack(stack);
      await succeeds(engine.pulumi("stack", "init", stack));
      const settings = secrets.flatMap((name) => ["--secret", `${name}=${secretValue(name)}`]);
      if (settings.length > 0) await succeeds(engine.pulumi("config", "set-all", ...settings));
    });

    test("previews it and creates nothing", async () => {
      const { stdout } = await succeeds(run("preview"));
      expect(stdout).toContain(`+ ${planned().length + 1} to create`);
      expect(engine.providerCalls()).toEqual([]);
    });

    test("creates every resource of the plan once", async () => {
      await succeeds(run("up", "--yes", "--skip-preview"));
      expect([...did("create")].sort()).toEqual(created().sort());
      expect(created().length).toBeGreaterThan(0);
      expect(engine.providerCalls()).toHaveLength(created().length);
    });

    test("has made what the offline plan said: same inputs, parents, providers, dependencies and protection", async () => {
      const actual = deployedResources(await exported("--show-secrets")).filter(
        ({ type }) => !KEPT_BY_ENGINE.includes(type),
      );
      const expected = planned().map(asDeployed);
      expect(actual.map(({ urn }) => urn)).toEqual(expected.map(({ urn }) => urn));
      expected.forEach((resource, index) => {
        const { inputs = {}, ...rest } = actual[index] ?? {};
        expect({ ...rest, inputs: asFarAsPlanned(inputs, resource.inputs) }, resource.urn).toEqual(resource);
      });
    });

    test("lets no resource fall to a default provider", async () => {
      const providers = deployedResources(await exported()).filter(({ type }) => !KEPT_BY_ENGINE.includes(type));
      expect(providers.filter(({ urn }) => urn.includes("pulumi:providers:") && urn.includes("::default"))).toEqual([]);
    });

    test("keeps no secret in plain text, neither a given one nor a generated one", async () => {
      const passwords = generatedPasswords(await exported("--show-secrets"));
      expect(passwords.length).toBeGreaterThan(0);
      const state = await exported();
      for (const secret of [...passwords, ...secrets.map(secretValue)]) expect(state).not.toContain(secret);
    });

    test("changes nothing when it is deployed again", async () => {
      const before = engine.providerCalls().length;
      await succeeds(run("up", "--yes", "--skip-preview", "--expect-no-changes"));
      expect(engine.providerCalls()).toHaveLength(before);
    });

    test.runIf(stack === "prod")("replaces nothing that version 0.1 has made", async () => {
      const release = urnsOfFirstRelease(stack);
      const former = formerState(await exported(), await positionsOf(stack), release);
      const file = join(engine.home, "former.json");
      writeFileSync(file, former);
      await succeeds(engine.pulumi("stack", "import", "--file", file));
      const urns = async () => deployedResources(await exported()).map(({ urn }) => urn);
      expect(release.filter((urn) => !former.includes(JSON.stringify(urn)))).toEqual([]);
      expect(await urns()).not.toEqual(planned().map(({ urn }) => urn));
      const before = engine.providerCalls().length;
      await succeeds(run("up", "--yes", "--skip-preview"));
      expect(engine.providerCalls().slice(before)).toEqual([]);
      expect(
        (await urns()).filter((urn) => release.includes(urn) && !planned().some((one) => one.urn === urn)),
      ).toEqual([]);
    });

    test.runIf(stack !== "local")(
      "refuses to destroy it while it protects what holds data, before anything is gone",
      async () => {
        const guard = planned().find(({ name, type }) => name === "guard" && type.endsWith(":ConfigMap"));
        for (const preview of ["--skip-preview=false", "--skip-preview"]) {
          const { exitCode, stdout } = await run("destroy", "--yes", preview);
          expect(exitCode).not.toBe(0);
          const refused = planned().filter(({ urn }) => stdout.includes(`"${urn}" cannot be deleted`));
          if (preview === "--skip-preview") expect(refused).toEqual([guard]);
          expect(refused).not.toEqual([]);
          expect(did("delete")).toEqual([]);
        }
        await succeeds(run("state", "unprotect", "--all", "--yes"));
      },
    );

    test("destroys all of it", async () => {
      await succeeds(run("destroy", "--yes", "--skip-preview"));
      expect([...did("delete")].sort()).toEqual(created().sort());
      expect(deployedResources(await exported())).toEqual([]);
    });

    test("has told nobody a secret", () => {
      for (const name of secrets) expect(said).not.toContain(secretValue(name));
      expect(said).toContain("previewing");
    });
  });

  describe("refuses, and creates nothing,", () => {
    const bed = new AsyncDisposableStack();
    afterAll(() => bed.disposeAsync());
    let engine: Engine;
    beforeAll(() => {
      engine = openEngine(pulumi, bed);
    });

    /** What `up` says to the user, up to the summary. */
    const refusal = async (stack: string): Promise<string> => {
      const { exitCode, stdout } = await engine.pulumi("up", "--yes", "--stack", stack);
      expect(exitCode).not.toBe(0);
      expect(engine.providerCalls()).toEqual([]);
      // A person who has set something wrong needs no trace of our program.
      expect(stdout).not.toMatch(/^\s+at /m);
      return stdout;
    };
    const write = (stack: string, text: string) => writeFileSync(join(engine.folder, `Pulumi.${stack}.yaml`), text);
    const append = (stack: string, text: string) => appendFileSync(join(engine.folder, `Pulumi.${stack}.yaml`), text);
    const init = async (stack: string) => {
      await succeeds(engine.pulumi("stack", "init", stack));
    };

    test("a stack whose secrets are not set, and names them all", async () => {
      await init("prod");
      const said = await refusal("prod");
      expect(said).toContain("error: 5 errors in the settings of Pulumi.prod.yaml");
      for (const name of [
        "grafanaToken",
        "heartbeatUrl",
        "pagerdutyRoutingKey",
        "personalDataPepper",
        "slackWebhookUrl",
      ]) {
        expect(said).toContain(`run: pulumi config set --secret ${name}\n`);
      }
    });

    test("a secret in plain text, without showing it", async () => {
      await init("dev");
      await succeeds(
        engine.pulumi("config", "set", "slackWebhookUrl", "https://hooks.example.com/T0/B0", "--stack", "dev"),
      );
      const said = await refusal("dev");
      expect(said).toContain(
        "aiobs:slackWebhookUrl  is a secret in plain text; remove it and run: pulumi config set --secret",
      );
      expect(said).not.toContain("hooks.example.com");
    });

    test("settings that are wrong, all of them at once", async () => {
      write("wrong", "config:\n  aiobs:environment: local\n  aiobs:cluster: { name: local }\n  aiobs:promethus: {}\n");
      append("wrong", "  aiobs:prometheus: { retention: { time: 5 minutes } }\n  aws:region: eu-central-1\n");
      await init("wrong");
      const said = await refusal("wrong");
      expect(said).toContain("error: 3 errors in the settings of Pulumi.wrong.yaml");
      expect(said).toContain('unknown setting; did you mean "prometheus"?');
      expect(said).toContain('aiobs:prometheus.retention.time  found "5 minutes"; expected a duration');
      expect(said).toContain("remove it and set aiobs:aws.region");
    });

    test("a stack without settings", async () => {
      await init("empty");
      expect(await refusal("empty")).toContain("no settings at all");
    });

    test("a kubeconfig that is not there, which a plan would not look for", async () => {
      write("lost", "config:\n  aiobs:environment: local\n  aiobs:cluster: { name: local }\n");
      append("lost", "  aiobs:foundation: { kubeconfig: /nope/config }\n");
      await init("lost");
      expect(await refusal("lost")).toContain(
        'aiobs:foundation.kubeconfig  found "/nope/config"; no such file: /nope/config; correct the path',
      );
    });
  });
});
