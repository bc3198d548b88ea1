/** What a program registered, as a plan's resources. */

/** The parts of the engine's RegisterResourceRequest that a plan is made of (pulumi's resource.proto). */
export interface Registration {
  getType(): string;
  getName(): string;
  getParent(): string;
  getCustom(): boolean;
  getProvider(): string;
  getImportid(): string;
  getObject(): { toJavaScript(): object } | undefined;
  getDependenciesList(): string[];
  getProtect(): boolean;
  getRetainondelete(): boolean;
  getDeletebeforereplace(): boolean;
  getIgnorechangesList(): string[];
  getReplaceonchangesList(): string[];
  getReplacementTrigger(): { toJavaScript(): unknown } | undefined;
  getCustomtimeouts(): Readonly<Record<"getCreate" | "getUpdate" | "getDelete", () => string>> | undefined;
}

/** A JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** One resource that the program would create, with the options that decide how it is changed. */
export interface PlannedResource {
  /** As the engine would name it. */
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** The URN of the component (or the stack) it belongs to. */
  readonly parent?: string;
  /** `component` groups others; `custom` is created by a provider. */
  readonly kind: "component" | "custom";
  /** The URN of the provider, where the program names one. */
  readonly provider?: string;
  /** What it is made of. Secrets are `[secret]`. */
  readonly inputs: { readonly [key: string]: Json };
  /** URNs of what must be there first. */
  readonly dependsOn: readonly string[];
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly deleteBeforeReplace: boolean;
  readonly ignoreChanges: readonly string[];
  readonly replaceOnChanges: readonly string[];
  /** A value of which each change replaces the resource. */
  readonly replacementTrigger?: Json;
  /** How long the provider waits, as durations (`600s`). Absent: its own default. */
  readonly timeouts?: { readonly [operation in "create" | "update" | "delete"]?: string };
}

/** What stands in a plan for the value of a secret. */
export const SECRET = "[secret]";

/** What stands in a plan for a value that only the cluster or the cloud knows. */
export const UNKNOWN = "[known after up]";

/** Pulumi's wire format marks special values with this key (sdk/nodejs/runtime/rpc.ts). */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT_SIGNATURE = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
/** Pulumi's wire format for an unknown string (sdk/nodejs/runtime/rpc.ts). */
const UNKNOWN_STRING = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/**
 * What a registration asks for.
 *
 * @param inputs the resource's, as the wire's format has them.
 */
export function plannedResource(request: Registration, urn: string, inputs: object): PlannedResource {
  const parent = request.getParent();
  const provider = request.getProvider();
  const trigger = request.getReplacementTrigger()?.toJavaScript();
  const timeouts = timeoutsOf(request.getCustomtimeouts());
  return {
    urn,
    type: request.getType(),
    name: request.getName(),
    ...(parent === "" ? {} : { parent }),
    kind: request.getCustom() ? "custom" : "component",
    // A provider is referred to by URN and id; the id is the engine's own.
    ...(provider === "" ? {} : { provider: provider.slice(0, provider.lastIndexOf("::")) }),
    inputs: withoutCredentials(request.getType(), plainObject(inputs)),
    dependsOn: request.getDependenciesList().toSorted(),
    protect: request.getProtect() === true,
    retainOnDelete: request.getRetainondelete() === true,
    deleteBeforeReplace: request.getDeletebeforereplace(),
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: request.getReplaceonchangesList(),
    ...(trigger === undefined || trigger === null ? {} : { replacementTrigger: plain(trigger) }),
    ...(timeouts === undefined ? {} : { timeouts }),
  };
}

/** Those that the program says; the SDK sends empty texts for the others. */
function timeoutsOf(sent: ReturnType<Registration["getCustomtimeouts"]>): PlannedResource["timeouts"] {
  const said = { create: sent?.getCreate(), update: sent?.getUpdate(), delete: sent?.getDelete() };
  const entries = Object.entries(said).filter(([, text]) => text !== undefined && text !== "");
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** A provider's `kubeconfig` is a path, or the content, which holds credentials and may not be marked as a secret. */
function withoutCredentials(type: string, inputs: PlannedResource["inputs"]): PlannedResource["inputs"] {
  const { kubeconfig } = inputs;
  const isContent =
    type === "pulumi:providers:kubernetes" && typeof kubeconfig === "string" && /[{}\n]/.test(kubeconfig);
  return isContent ? { ...inputs, kubeconfig: SECRET } : inputs;
}

function plainObject(value: object): { readonly [key: string]: Json } {
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, plain(item)]),
  );
}

/** A value of the wire format as plain JSON: keys in order, secrets and unknowns replaced. */
function plain(value: unknown): Json {
  if (value === null || value === undefined) return null;
  if (value === UNKNOWN_STRING) return UNKNOWN;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object") throw new Error(`a resource's input is a ${typeof value}, which no provider can take`);
  const signature = SIGNATURE in value ? value[SIGNATURE] : undefined;
  if (signature === SECRET_SIGNATURE) return "value" in value ? redacted(plain(value.value)) : SECRET;
  if (signature === OUTPUT_SIGNATURE) return "value" in value ? plain(value.value) : UNKNOWN;
  return plainObject(value);
}

/** A secret value with its shape and names, so that a manifest stays one that can be applied, and none of its content. */
function redacted(value: Json): Json {
  if (Array.isArray(value)) return value.map(redacted);
  if (typeof value !== "object" || value === null) return SECRET;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redacted(item)]));
}
