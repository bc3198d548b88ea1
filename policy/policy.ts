/**
 * What a policy is: a plain function over plain data. The same policies judge the offline preview's plan (`judge.ts`) and,
 * under the engine, every resource of `pulumi preview --policy-pack policy` (`cross-guard.ts`).
 */
import type { Standards } from "../facts/standards.ts";
import type { JsonMap } from "./json.ts";

/** What stands in a resource for the value of a secret. */
export const SECRET = "[secret]";

/** What stands in a resource for a value that only the cluster or the cloud knows. */
export const UNKNOWN = "[known after up]";

/** A resource as policies see it. */
export interface PolicyResource {
  readonly urn: string;
  /** Pulumi's type, e.g. `kubernetes:apps/v1:StatefulSet`. */
  readonly type: string;
  /** The resource's logical name. */
  readonly name: string;
  /** What it is made of. */
  readonly props: JsonMap;
  /** Whether the engine refuses to delete or replace it. */
  readonly protect: boolean;
  /** Whether a replacement deletes first, because the program says so. */
  readonly deleteBeforeReplace: boolean;
  /** Properties whose change replaces, because the program says so. The engine does not tell policies: then empty. */
  readonly replaceOnChanges: readonly string[];
  /** URNs of what it refers to or waits for. The engine tells them to policies that judge a whole stack only. */
  readonly dependsOn: readonly string[];
}

/** What policies know of a stack. */
export interface JudgedStack {
  /** The name of its environment. */
  readonly environment: string;
  /** What is asked of it. */
  readonly standards: Standards;
  /** `redacted`: each secret is {@link SECRET}. `plain`: as under the engine, which shows policies what is secret. */
  readonly secrets: "redacted" | "plain";
}

/** Something wrong. */
export interface Violation {
  /** The resource that is at fault; absent where it is the stack as a whole. */
  readonly resource?: PolicyResource;
  /** What is wrong: the predicate of a sentence about the resource. */
  readonly problem: string;
}

/** What people read of a policy. */
interface PolicyTexts {
  /** Name in kebab-case: the engine names it in a refusal. */
  readonly name: string;
  /** What must be so, as a sentence. */
  readonly description: string;
  /** What to do where it is not, as an imperative without a period. */
  readonly remedy: string;
  /** `mandatory` refuses the change; `advisory` only warns. */
  readonly enforcement: "mandatory" | "advisory";
  /** Whether the policy looks at this resource at all. */
  applies(resource: PolicyResource, stack: JudgedStack): boolean;
}

/** A policy that can judge each resource by itself. */
export interface ResourcePolicy extends PolicyTexts {
  readonly judges: "resource";
  /** What is wrong with a resource that the policy applies to. */
  check(resource: PolicyResource, stack: JudgedStack): readonly string[];
}

/** A policy that must see the stack's other resources too. */
export interface StackPolicy extends PolicyTexts {
  readonly judges: "stack";
  /** What is wrong with the stack. */
  checkStack(resources: readonly PolicyResource[], stack: JudgedStack): readonly Violation[];
}

/** A policy. */
export type Policy = ResourcePolicy | StackPolicy;
