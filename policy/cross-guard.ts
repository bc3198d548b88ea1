/** The policies as Pulumi's engine runs them (https://www.pulumi.com/docs/insights/policy/policy-packs/authoring/). */
import type {
  PolicyResource as EngineResource,
  Policies,
  PolicyResourceOptions,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import type { Json, JsonMap } from "./json.ts";
import {
  type JudgedStack,
  type Policy,
  type PolicyResource,
  type ResourcePolicy,
  type StackPolicy,
  UNKNOWN,
} from "./policy.ts";
import type { PolicySettings } from "./settings.ts";

/**
 * The policies for `new PolicyPack`.
 *
 * @param settings asked when a policy runs: what the settings of the stack being deployed say
 */
export function crossGuardPolicies(policies: readonly Policy[], settings: () => PolicySettings): Policies {
  const stack = (): JudgedStack => ({ ...settings(), secrets: "plain" });
  return policies.map((policy) =>
    policy.judges === "resource" ? resourceValidation(policy, stack) : stackValidation(policy, stack),
  );
}

function resourceValidation(policy: ResourcePolicy, judged: () => JudgedStack): ResourceValidationPolicy {
  return {
    ...texts(policy),
    validateResource(args, reportViolation) {
      const stack = judged();
      const resource = policyResource(args, []);
      if (!policy.applies(resource, stack)) return args.notApplicable();
      for (const problem of policy.check(resource, stack)) reportViolation(sentence(resource, problem, policy));
    },
  };
}

function stackValidation(policy: StackPolicy, judged: () => JudgedStack): StackValidationPolicy {
  return {
    ...texts(policy),
    validateStack(args, reportViolation) {
      const stack = judged();
      const resources = args.resources.map((one) => policyResource(one, urnsOf(one)));
      if (!resources.some((resource) => policy.applies(resource, stack))) return args.notApplicable();
      for (const { resource, problem } of policy.checkStack(resources, stack)) {
        reportViolation(sentence(resource, problem, policy), resource?.urn);
      }
    },
  };
}

function texts({ name, description, remedy, enforcement }: Policy) {
  return { name, description, enforcementLevel: enforcement, remediationSteps: `${remedy}.` };
}

function sentence(resource: PolicyResource | undefined, problem: string, { remedy }: Policy): string {
  return `${resource?.name ?? "the stack"} ${problem}: ${remedy}.`;
}

function urnsOf({ dependencies, propertyDependencies }: EngineResource): readonly string[] {
  return [...dependencies, ...Object.values(propertyDependencies).flat()].map(({ urn }) => urn);
}

/** What both kinds of validation are told of a resource. */
interface EngineView {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly props: object;
  readonly opts: Pick<PolicyResourceOptions, "protect" | "deleteBeforeReplace">;
}

function policyResource({ urn, type, name, props, opts }: EngineView, dependsOn: readonly string[]): PolicyResource {
  return {
    urn,
    type,
    name,
    props: plainMap(props),
    protect: opts.protect,
    deleteBeforeReplace: opts.deleteBeforeReplace === true,
    replaceOnChanges: [],
    dependsOn,
  };
}

/**
 * An object of the engine's as data. In a preview, reading a value that is not known yet throws, and would make the engine
 * skip the whole policy with a warning: here it is one value that is unknown.
 */
function plainMap(object: object): JsonMap {
  const keys: readonly string[] = Object.keys(object);
  return Object.fromEntries(keys.map((key) => [key, readValue(object, key)]));
}

function readValue(object: object, key: string): Json {
  let value: unknown;
  try {
    value = Reflect.get(object, key);
  } catch {
    return UNKNOWN;
  }
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (Array.isArray(value)) {
    const list = value;
    return Object.keys(list).map((index) => readValue(list, index));
  }
  return typeof value === "object" && value !== null ? plainMap(value) : null;
}
