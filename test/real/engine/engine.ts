/** The real Pulumi engine on this machine alone: state in a folder, stub providers, no network, nothing left behind. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { ROOT } from "../../../preview/root.ts";
import { eventually } from "../../../tools/servers/eventually.ts";
import { temporaryFolder } from "../../../tools/servers/temporary-folder.ts";
import { type ProviderCall, readProviderLog } from "./provider-log.ts";

/** The providers that a stub stands in for, all that the program has resources of, and the SDK that asks for each. */
const PROVIDERS = {
  aws: "@pulumi/aws",
  grafana: "@pulumiverse/grafana",
  kubernetes: "@pulumi/kubernetes",
  random: "@pulumi/random",
};

/** What is no part of the program: copied, since the CLI writes into stack files, or of no use to it. */
const NOT_LINKED = /^(Pulumi\..*|rendered|coverage|\..*)$/;

/** A command that takes longer has hung: on a busy machine the longest takes half a minute. */
const TIMEOUT_MS = 280_000;

/** How long plugins may take to notice that the engine was killed. */
const PLUGINS_END_MS = 2_500;

/** How long a command that was told to stop may take to let go of the state. */
const GRACE_MS = 10_000;

/** What a command of the CLI did. */
export interface CommandResult {
  /** 0: all went well. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Wall time. */
  readonly seconds: number;
}

/** Variables of the environment. */
type Variables = Readonly<Record<string, string>>;

/** A place to deploy stacks of this program to. */
export interface Engine {
  /** The home folder of all programs that are run. */
  readonly home: string;
  /** The project's folder: the program by links, and its own copies of the stack files. */
  readonly folder: string;
  /** Runs `pulumi` with these arguments in the project's folder. */
  pulumi(...args: readonly string[]): Promise<CommandResult>;
  /** The same with further variables. */
  pulumiWith(variables: Variables, ...args: readonly string[]): Promise<CommandResult>;
  /** The same, killed (SIGKILL) as soon as the providers have created so many resources; resolves when it is gone. */
  killedAfter(creations: number, variables: Variables, ...args: readonly string[]): Promise<void>;
  /** What was created, updated and deleted since the beginning, in order. */
  providerCalls(): readonly ProviderCall[];
}

/**
 * Makes a place to deploy to: a temporary folder, which goes with the bed.
 *
 * @param pulumi path of the CLI's binary
 */
export function openEngine(pulumi: string, bed: AsyncDisposableStack): Engine {
  const home = temporaryFolder(bed);
  const folder = join(home, "project");
  const state = join(home, "state");
  const launchers = join(home, "bin");
  const log = join(home, "providers.jsonl");
  for (const made of [folder, state, launchers]) mkdirSync(made);
  linkProgram(folder);
  for (const [provider, sdk] of Object.entries(PROVIDERS)) writeLauncher(launchers, provider, versionOf(sdk));
  const env = {
    HOME: home,
    PATH: [launchers, join(ROOT, "tools/bin"), dirname(process.execPath), "/usr/bin", "/bin"].join(":"),
    PULUMI_HOME: join(home, "pulumi"),
    PULUMI_BACKEND_URL: `file://${state}`,
    PULUMI_CONFIG_PASSPHRASE: "a passphrase for this folder alone",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    NODE_COMPILE_CACHE: join(home, "compile-cache"),
    STUB_LOG: log,
  };
  const plainly = (args: readonly string[]) => [...args, "--non-interactive", "--color", "never"];
  return {
    home,
    folder,
    pulumi: (...args) => run(pulumi, plainly(args), folder, env),
    pulumiWith: (variables, ...args) => run(pulumi, plainly(args), folder, { ...env, ...variables }),
    async killedAfter(creations, variables, ...args) {
      const child = spawn(pulumi, plainly(args), { cwd: folder, env: { ...env, ...variables }, stdio: "ignore" });
      const gone = once(child, "exit");
      await eventually(`${creations} creations`, TIMEOUT_MS / 1000, async () =>
        readProviderLog(log).length >= creations ? "reached" : undefined,
      );
      child.kill("SIGKILL");
      await gone;
      // Its plugins notice within a second that it is gone.
      await sleep(PLUGINS_END_MS);
    },
    providerCalls: () => readProviderLog(log),
  };
}

/** The program as it is, and copies of the files that the CLI writes into. */
function linkProgram(folder: string): void {
  for (const name of readdirSync(ROOT)) {
    if (/^Pulumi\..*yaml$/.test(name)) copyFileSync(join(ROOT, name), join(folder, name));
    else if (!NOT_LINKED.test(name)) symlinkSync(join(ROOT, name), join(folder, name));
  }
}

/** The engine looks for the program `pulumi-resource-<provider>` on `PATH`. */
function writeLauncher(folder: string, provider: string, version: string): void {
  const stub = join(import.meta.dirname, "stub-provider.ts");
  const script = `#!/bin/sh\nexec "${process.execPath}" "${stub}" ${provider} ${version} "$@"\n`;
  writeFileSync(join(folder, `pulumi-resource-${provider}`), script, { mode: 0o755 });
}

function versionOf(sdk: string): string {
  const text = readFileSync(join(ROOT, "node_modules", sdk, "package.json"), "utf8");
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

function run(
  program: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<CommandResult> {
  const start = performance.now();
  const child = spawn(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  const output = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => {
    output.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    output.stderr += text;
  });
  return new Promise((resolve, reject) => {
    // Interrupted, the CLI ends its plugins and the program; killed, it could not.
    const interrupt = setTimeout(() => child.kill("SIGINT"), TIMEOUT_MS);
    const kill = setTimeout(() => child.kill("SIGKILL"), TIMEOUT_MS + GRACE_MS);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      clearTimeout(interrupt);
      clearTimeout(kill);
      if (code === null) reject(new Error(`pulumi ${args.join(" ")} ended by ${signal}\n${output.stderr}`));
      else resolve({ ...output, exitCode: code, seconds: (performance.now() - start) / 1000 });
    });
  });
}
