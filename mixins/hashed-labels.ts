import type { RelabelConfig } from "./scrape-job.ts";

/** Where a label's hash is until it replaces the label. */
const HASH = "__tmp_personal";

/** Of so many hashes two of a thousand people are alike once in ten thousand platforms. */
const HASHES = 2 ** 32;

/**
 * The steps after a scrape that put a number in the place of what labels tell of a person: a person's series stay apart. The hash has
 * no key: who knows an address can tell whether it is this one, so a server that can leave such labels out had better.
 */
export function hashedLabels(labels: readonly string[]): readonly RelabelConfig[] {
  if (labels.length === 0) return [];
  const steps = labels.flatMap((label): RelabelConfig[] => [
    { source_labels: [label], action: "hashmod", modulus: HASHES, target_label: HASH },
    { source_labels: [label, HASH], regex: ".+;(\\d+)", target_label: label },
  ]);
  // Prometheus stores a label that is left behind, whatever its name begins with.
  return [...steps, { action: "labeldrop", regex: HASH }];
}
