import type { BucketKind } from "./object-store.ts";
import type { ParsedSettings } from "./schema.ts";

/** A setting that has something kept in object storage. */
interface Keeper {
  /** The setting's key. */
  readonly key: "thanos" | "logs";
  readonly kind: BucketKind;
  /** What is kept, as a message says it. */
  readonly what: string;
  readonly keeps: (settings: ParsedSettings) => boolean;
}

/** Whatever may be kept in object storage, a line each. */
export const keepers: readonly Keeper[] = [
  { key: "thanos", kind: "metrics", what: "its blocks", keeps: ({ thanos }) => thanos !== undefined },
  { key: "logs", kind: "logs", what: "its chunks", keeps: ({ logs }) => logs?.store === "objectStore" },
];
