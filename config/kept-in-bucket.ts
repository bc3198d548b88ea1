import type { BucketKind } from "./object-store.ts";
import type { ParsedSettings } from "./schema.ts";

/** A setting that has something kept in object storage. */
interface Keeper {
  /** The setting's key. */
  readonly key: "thanos" | "logs" | "traces";
  readonly kind: BucketKind;
  /** What is kept, as a message says it. */
  readonly what: string;
  /** What to write where there is to be no object store. Absent: it cannot do without. */
  readonly instead?: string;
  readonly keeps: (settings: ParsedSettings) => boolean;
}

/** Whatever may be kept in object storage, a line each. */
export const keepers: readonly Keeper[] = [
  { key: "thanos", kind: "metrics", what: "its blocks", keeps: ({ thanos }) => thanos !== undefined },
  {
    key: "logs",
    kind: "logs",
    what: "its chunks",
    instead: "store: volume",
    keeps: ({ logs }) => logs?.store === "objectStore",
  },
  {
    key: "traces",
    kind: "traces",
    what: "its blocks",
    instead: "store: volume",
    keeps: ({ traces }) => traces?.store === "objectStore",
  },
];
