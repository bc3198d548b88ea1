import { patternType } from "./text-type.ts";

/**
 * The name of a set of nodes, a pool or a group: it becomes part of the names of DaemonSets and AWS resources and a label's
 * value, and what is added to it must fit in 63 characters.
 */
export function nodesName() {
  return patternType({
    name: "name of nodes",
    expected: "a name of at most 32 lower-case letters, digits and hyphens, a letter first",
    examples: ["training"],
    pattern: /^[a-z](?:[a-z0-9-]{0,30}[a-z0-9])?$/,
    nearest: (text) => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-"),
  });
}
