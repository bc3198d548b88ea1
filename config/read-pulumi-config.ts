import { allConfig, isConfigSecret } from "@pulumi/pulumi/runtime/config.js";
import type { StackConfig } from "./other-config.ts";

declare module "@pulumi/pulumi/runtime/config.js" {
  /** Marked internal by Pulumi and so left out of its types. Without it no program can tell a secret from a plain value. */
  export function isConfigSecret(key: string): boolean;
}

const prefix = "aiobs:";

/** Reads the stack's configuration from Pulumi's runtime: the running engine's, or what `setAllConfig` put there. */
export function readPulumiConfig(): StackConfig {
  const config = Object.entries(allConfig());
  const own = config.filter(([key]) => key.startsWith(prefix));
  return {
    raw: Object.fromEntries(
      own.filter(([key]) => !isConfigSecret(key)).map(([key, text]) => [key.slice(prefix.length), decode(text)]),
    ),
    other: {
      encrypted: own.filter(([key]) => isConfigSecret(key)).map(([key]) => key.slice(prefix.length)),
      unset: "refused",
      foreign: config.map(([key]) => key).filter((key) => !key.startsWith(prefix)),
      problems: [],
    },
  };
}

/** The value of a secret of the stack, by its name: to be looked at, never to be shown or kept. */
export function secretOf(name: string): string | undefined {
  return allConfig()[`${prefix}${name}`];
}

/** Pulumi hands over text: maps and lists as JSON, all else as it was written. */
function decode(text: string): unknown {
  if (!/^\s*[{[]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
