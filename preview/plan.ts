/** Runs the program of a stack without an engine, and gathers what it would create. */
import * as pulumi from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks.js";
import { errorAt, type Problem } from "../problems/problem.ts";
import { ProblemsError } from "../problems/problems-error.ts";
import { type PlannedResource, plannedResource, type Registration } from "./record.ts";
import { createdResource } from "./stand-ins.ts";

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
  const resources = new Map<string, PlannedResource>();
  // Kept to the end: a registration that fails leaves Pulumi's promises behind, and hides what else is wrong.
  const refused: Problem[] = [];
  const urns = new Map<string, string>();
  const resolve = (monitorUrn: string) => urns.get(monitorUrn) ?? monitorUrn;
  const register = MockMonitor.prototype.registerResource;
  // The mocks are told a resource's inputs alone; its options are only in the request.
  MockMonitor.prototype.registerResource = function (
    this: MockMonitor,
    request: Registration,
    callback: (error: unknown, response: { getUrn(): string } | undefined) => void,
  ) {
    const urn = engineUrn(project, stack, request.getType(), request.getName(), resolve(request.getParent()));
    if (resources.has(urn)) {
      refused.push(errorAt({ resource: urn }, "two resources have this URN", { hint: "give one another name" }));
    }
    resources.set(urn, plannedResource(request, urn, resolve));
    return register.call(this, request, (error: unknown, response: { getUrn(): string } | undefined) => {
      // The mocks name only the nearest component: theirs to ours, for the parents and dependencies that follow.
      if (response !== undefined) urns.set(response.getUrn(), urn);
      callback(error, response);
    });
  };
  const stackTraceLimit = Error.stackTraceLimit;
  // Pulumi takes a stack trace for each promise of each resource, for messages that a plan does not print.
  Error.stackTraceLimit = 0;
  // The SDKs of providers take what a program leaves open from variables such as KUBECONFIG or GRAFANA_AUTH.
  const environment = process.env;
  process.env = {};
  try {
    // A data source would need a cloud: the program must take such facts from its settings.
    const call = ({ token }: pulumi.runtime.MockCallArgs) => {
      const message = "the program calls this, and a plan has no cloud to ask";
      refused.push(errorAt({ resource: token }, message, { hint: "take what it returns from the settings" }));
      return {};
    };
    await pulumi.runtime.setMocks({ newResource: createdResource, call }, project, stack, false);
    pulumi.runtime.setAllConfig({ ...config.values }, [...config.secretKeys]);
    const outputs = await runToTheEnd(program);
    if (refused.length > 0) throw new ProblemsError(`the plan of ${stack}`, refused);
    return { project, stack, resources: [...resources.values()].sort((a, b) => (a.urn < b.urn ? -1 : 1)), outputs };
  } finally {
    process.env = environment;
    Error.stackTraceLimit = stackTraceLimit;
    MockMonitor.prototype.registerResource = register;
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

/** A URN as the engine makes it: the types of all components above it, without the stack's. */
function engineUrn(project: string, stack: string, type: string, name: string, parent: string): string {
  const parentType = parent.split("::")[2] ?? "";
  const prefix = parentType === "" || parentType === pulumi.runtime.rootPulumiStackTypeName ? "" : `${parentType}$`;
  return `urn:pulumi:${stack}::${project}::${prefix}${type}::${name}`;
}
