/** Runs the program of a stack without an engine, and gathers what it would create. */
import * as pulumi from "@pulumi/pulumi";
import { ProblemsError } from "../problems/problems-error.ts";
import { PlanMonitor } from "./plan-monitor.ts";
import type { PlannedResource } from "./record.ts";
import { unwatchPromises } from "./unwatched-promises.ts";

/** A configuration as the engine would hand it to the program. */
export interface StackConfig {
  /** Full key (`aiobs:cluster`) → value; objects as JSON. */
  readonly values: Readonly<Record<string, string>>;
  /** The keys whose values are secrets. */
  readonly secretKeys: readonly string[];
}

/** What a stack would be. */
export interface Plan {
  readonly project: string;
  readonly stack: string;
  /** In the order of their URNs. */
  readonly resources: readonly PlannedResource[];
  /** The stack's outputs, by name. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** Which stack to plan, and with what. */
export interface PlanRequest {
  readonly project: string;
  readonly stack: string;
  readonly config: StackConfig;
  /** Runs the program: what it resolves to are the stack's outputs. */
  readonly program: () => Promise<Readonly<Record<string, unknown>>>;
}

/**
 * The plan of a stack: the program runs under Pulumi's mock runtime, so neither CLI, cluster, cloud nor credential is
 * needed, and nothing of the machine's environment comes in. One at a time in a process: the runtime is a global.
 *
 * @throws whatever the program throws; nothing was created.
 */
export async function planStack({ project, stack, config, program }: PlanRequest): Promise<Plan> {
  const monitor = new PlanMonitor();
  const stackTraceLimit = Error.stackTraceLimit;
  // Pulumi takes a stack trace for each promise of each resource, for messages that a plan does not print, and sets the limit
  // itself for those of resources. Where it is no plain number, V8 takes none (https://v8.dev/docs/stack-trace-api).
  Object.defineProperty(Error, "stackTraceLimit", { configurable: true, get: () => 0, set: () => {} });
  const watchAgain = unwatchPromises();
  // The SDKs of providers take what a program leaves open from variables such as KUBECONFIG or GRAFANA_AUTH.
  const environment = process.env;
  process.env = {};
  try {
    // This says what the SDK may ask of the engine; the monitor that it installs gives way to ours.
    await pulumi.runtime.setMocks(monitor.mocks, project, stack, false);
    pulumi.runtime.setMockOptions(monitor, project, stack, false);
    pulumi.runtime.setAllConfig({ ...config.values }, [...config.secretKeys]);
    const outputs = await runToTheEnd(program);
    const { planned, refused } = monitor;
    if (refused.length > 0) throw new ProblemsError(`the plan of ${stack}`, refused);
    return { project, stack, resources: [...planned.values()].sort((a, b) => (a.urn < b.urn ? -1 : 1)), outputs };
  } finally {
    process.env = environment;
    watchAgain();
    Object.defineProperty(Error, "stackTraceLimit", { configurable: true, writable: true, value: stackTraceLimit });
  }
}

/** Runs the program, then waits for the registrations that it left under way; the first failure of any of them ends it. */
async function runToTheEnd(program: PlanRequest["program"]): Promise<Readonly<Record<string, unknown>>> {
  let fail: (reason: unknown) => void = () => {};
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  // Pulumi leaves a failed registration as a rejection that nobody awaits.
  process.on("unhandledRejection", fail);
  try {
    return await Promise.race([runInStack(program), failed]);
  } finally {
    process.off("unhandledRejection", fail);
  }
}

async function runInStack(program: PlanRequest["program"]): Promise<Readonly<Record<string, unknown>>> {
  const thrown: unknown[] = [];
  // The stack resource keeps promises of its own that would reject with the program: it is told of a success.
  const outputs = await pulumi.runtime.runInPulumiStack(async () => {
    try {
      return await program();
    } catch (error) {
      thrown.push(error);
      return {};
    }
  });
  await pulumi.runtime.disconnect();
  if (thrown.length > 0) throw thrown[0];
  return outputs ?? {};
}
