import { z } from "zod";

/** What the engine would do to the resources of a running stack. Each is named by its kind and name, in order. */
export interface Effect {
  readonly created: readonly string[];
  /** Changed in place. */
  readonly updated: readonly string[];
  readonly deleted: readonly string[];
  readonly replaced: readonly string[];
  /** Workloads whose pods start anew. */
  readonly restarted: readonly string[];
  /** Node groups whose nodes are drained and replaced, a few at a time. */
  readonly rolled: readonly string[];
  /** What is protected and would be deleted or replaced: the engine refuses all of the change. */
  readonly refused: readonly string[];
  /** The URNs of what is deleted or replaced although it holds data and nothing protects it. */
  readonly unprotectedData: readonly string[];
}

const Resource = z.object({
  type: z.string(),
  custom: z.boolean().default(false),
  protect: z.boolean().default(false),
});

const Preview = z.object({
  steps: z.array(
    z.object({
      op: z.string(),
      urn: z.string(),
      oldState: Resource.optional(),
      newState: Resource.optional(),
      detailedDiff: z.record(z.string(), z.unknown()).nullable().default(null),
    }),
  ),
  diagnostics: z.array(z.object({ message: z.string(), severity: z.string() })).default([]),
});

type Step = z.infer<typeof Preview>["steps"][number];

/** What keeps data, or the key to it: a namespace takes every volume claim in it along. */
const HOLDS_DATA =
  /:(StatefulSet|Namespace|PersistentVolume|PersistentVolumeClaim|Bucket|BucketV2|Key|RandomPassword|Volume)$/;

/** Kinds whose pods start anew when their template changes. */
const HAS_PODS = /:(StatefulSet|Deployment|DaemonSet)$/;

/** What a managed node group rolls its nodes for (EKS' UpdateNodegroupVersion). */
const ROLLS_NODES = ["launchTemplate.version", "releaseVersion", "version"];

/** How the engine refuses to replace or delete what is protected: the first URN is that of the resource. */
const REFUSAL = /resource "([^"]+)".*(?:marked for protection|cannot be deleted)/s;

/**
 * What a preview says.
 *
 * @param printed what `pulumi preview --json` prints
 * @throws {Error} when the preview failed for another reason than protection
 */
export function previewEffect(printed: string): Effect {
  const { steps, diagnostics } = Preview.parse(JSON.parse(printed));
  const errors = diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ message }) => message)
    .filter((message) => !/^error: preview failed/.test(message));
  const refused = errors.flatMap((message) => REFUSAL.exec(message)?.[1] ?? []);
  if (refused.length < errors.length) throw new Error(errors.filter((message) => !REFUSAL.test(message)).join("\n"));

  const custom = steps.filter((step) => stateOf(step)?.custom === true);
  const ops = (...wanted: readonly string[]) => custom.filter(({ op }) => wanted.includes(op));
  const replaced = ops("replace");
  const lost = [...ops("delete"), ...replaced];
  const names = (of: readonly Step[]) => resourceNames(of.map(({ urn }) => urn));
  return {
    created: names(ops("create")),
    updated: names(ops("update")),
    deleted: names(ops("delete")),
    replaced: names(replaced),
    restarted: names(ops("update").filter(restartsPods)),
    rolled: names(ops("update").filter(rollsNodes)),
    refused: resourceNames(refused),
    unprotectedData: lost
      .filter(({ urn, oldState }) => HOLDS_DATA.test(typeOf(urn)) && oldState?.protect !== true)
      .map(({ urn }) => urn),
  };
}

function stateOf({ oldState, newState }: Step) {
  return newState ?? oldState;
}

function restartsPods({ urn, detailedDiff }: Step): boolean {
  const paths = Object.keys(detailedDiff ?? {});
  return HAS_PODS.test(typeOf(urn)) && paths.some((path) => path.startsWith("spec.template"));
}

function rollsNodes({ urn, detailedDiff }: Step): boolean {
  const paths = Object.keys(detailedDiff ?? {});
  return typeOf(urn) === "aws:eks/nodeGroup:NodeGroup" && paths.some((path) => ROLLS_NODES.includes(path));
}

/** What people call resources, in order and each once: `StatefulSet prometheus`, `provider cluster`. */
export function resourceNames(urns: readonly string[]): readonly string[] {
  const names = urns.map((urn) => {
    const type = typeOf(urn);
    const name = urn.slice(urn.lastIndexOf("::") + 2);
    const kind = type.startsWith("pulumi:providers:") ? "provider" : type.slice(type.lastIndexOf(":") + 1);
    return `${kind} ${name}`;
  });
  return [...new Set(names)].sort();
}

/** `urn:pulumi:<stack>::<project>::<parent types>$<type>::<name>` */
function typeOf(urn: string): string {
  return urn.split("::").slice(2, -1).join("::").split("$").at(-1) ?? "";
}
