import { z } from "zod";
import { type Json, type PlannedResource, SECRET, UNKNOWN } from "../../../preview/record.ts";
import { holdsStandIn } from "../../../preview/stand-ins.ts";

/** What the engine's state and the offline plan both say of a resource. */
export type Deployed = Pick<
  PlannedResource,
  "urn" | "type" | "parent" | "kind" | "provider" | "inputs" | "dependsOn" | "protect"
>;

/** Pulumi's wire format marks secrets and other special values with this key (sdk/nodejs/runtime/rpc.ts). */
const SIGNATURE = "4dabf18193072939515e22adb298388d";

/** In the URN of the engine's own provider, which its own resources have (`pulumi:index:Stash`) and no program names. */
const OWN_PROVIDER = "::pulumi:providers:pulumi::";

const State = z.object({
  deployment: z.object({
    resources: z
      .array(
        z.object({
          urn: z.string(),
          type: z.string(),
          custom: z.boolean(),
          parent: z.string().optional(),
          provider: z.string().default(""),
          inputs: z.record(z.string(), z.json()).default({}),
          outputs: z.record(z.string(), z.json()).default({}),
          dependencies: z.array(z.string()).default([]),
          protect: z.boolean().default(false),
        }),
      )
      .default([]),
  }),
});

/**
 * The resources of a stack, by URN, as the plan has them: without the content of secrets, and without what the engine notes
 * of its own at providers (`version`, `__internal`).
 *
 * @param exported what `pulumi stack export --show-secrets` prints
 */
export function deployedResources(exported: string): readonly Deployed[] {
  return State.parse(JSON.parse(exported))
    .deployment.resources.map(({ urn, type, custom, parent, provider, inputs, dependencies, protect }): Deployed => {
      const { version: _, __internal: __, ...own } = inputs;
      return {
        urn,
        type,
        kind: custom ? "custom" : "component",
        ...(parent === undefined ? {} : { parent }),
        ...(provider === "" || provider.includes(OWN_PROVIDER)
          ? {}
          : { provider: provider.slice(0, provider.lastIndexOf("::")) }),
        inputs: redactedMap(type.startsWith("pulumi:providers:") ? own : inputs),
        dependsOn: [...dependencies].sort(),
        protect,
      };
    })
    .sort((a, b) => (a.urn < b.urn ? -1 : 1));
}

/** The same view of a planned resource. */
export function asDeployed({
  urn,
  type,
  parent,
  kind,
  provider,
  inputs,
  dependsOn,
  protect,
}: PlannedResource): Deployed {
  const optional = { ...(parent === undefined ? {} : { parent }), ...(provider === undefined ? {} : { provider }) };
  return { urn, type, kind, ...optional, inputs, dependsOn, protect };
}

/** `actual` with what the plan could not know taken out. */
export function asFarAsPlanned(actual: Json, planned: Json): Json {
  if (planned === UNKNOWN || (typeof planned === "string" && holdsStandIn(planned))) return planned;
  if (isList(actual) && isList(planned)) {
    return actual.map((item, index) => asFarAsPlanned(item, planned[index] ?? null));
  }
  if (!isMap(actual) || !isMap(planned)) return actual;
  return Object.fromEntries(
    Object.entries(actual).map(([key, item]) => [key, asFarAsPlanned(item, planned[key] ?? null)]),
  );
}

/** The passwords that were generated and are kept as secrets. Takes what `pulumi stack export --show-secrets` prints. */
export function generatedPasswords(exported: string): readonly string[] {
  return State.parse(JSON.parse(exported))
    .deployment.resources.filter(({ type }) => type === "random:index/randomPassword:RandomPassword")
    .map(({ outputs }) => z.string().parse(plaintextOf(outputs.result ?? null)));
}

/** Secrets are kept as `{ signature, plaintext }`, the plain text being JSON. */
function plaintextOf(value: Json): Json | undefined {
  if (!isMap(value) || !(SIGNATURE in value) || typeof value.plaintext !== "string") return undefined;
  return z.json().parse(JSON.parse(value.plaintext));
}

function redactedMap(value: { readonly [key: string]: Json }): { readonly [key: string]: Json } {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redacted(item)]));
}

/** Secrets by their shape, as in a plan. */
function redacted(value: Json, within: "secret" | "open" = "open"): Json {
  const secret = plaintextOf(value);
  if (secret !== undefined) return redacted(secret, "secret");
  if (isList(value)) return value.map((item) => redacted(item, within));
  if (isMap(value))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redacted(item, within)]));
  return within === "secret" ? SECRET : value;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isMap(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
