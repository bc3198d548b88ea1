/** The tags by which AWS' bill is told apart: the same on everything the program creates there. */

/** What a bill must tell. */
export interface CostTagsArgs {
  /** The Pulumi stack. */
  readonly stack: string;
  /** The environment: `dev`, `prod`. */
  readonly environment: string;
  /** The team that pays and answers. */
  readonly owner: string;
  /** Tags of the organisation, from the settings. They may not take the names of the program's own. */
  readonly extra?: Readonly<Record<string, string>>;
}

/** Most tags of one AWS resource, and the longest key and value (https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html). */
export const tagLimits = { tags: 50, key: 128, value: 256 } as const;

/** Characters that every AWS service takes in a tag. */
const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/**
 * Tags that a resource adds of its own (`Name`, `component`, `pool`), and those that EKS adds to an Auto Scaling group:
 * the room that is kept free.
 */
const KEPT_FREE = 8;

/**
 * The tags of everything in AWS: `project`, `stack`, `environment`, `owner`, and the organisation's own, sorted by key.
 *
 * @throws {Error} naming every tag that AWS would refuse or that takes a name of the program's own.
 */
export function costTags({ stack, environment, owner, extra = {} }: CostTagsArgs): Readonly<Record<string, string>> {
  const own = { project: "aiobs", stack, environment, owner };
  const tags = { ...extra, ...own };
  const taken = Object.keys(extra)
    .filter((key) => Object.hasOwn(own, key))
    .map((key) => `"${key}" is set by the program`);
  const problems = [...taken, ...tagProblems(tags, tagLimits.tags - KEPT_FREE)];
  if (problems.length > 0) throw new Error(`tags: ${problems.join("; ")}`);
  return Object.fromEntries(Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What AWS would refuse in a resource's tags. */
export function tagProblems(tags: Readonly<Record<string, string>>, most: number = tagLimits.tags): readonly string[] {
  const entries = Object.entries(tags);
  return [
    ...(entries.length > most ? [`${entries.length} tags, at most ${most} fit; drop some`] : []),
    ...entries.flatMap(([key, value]) => [
      ...(key === "" || key.length > tagLimits.key || !TAG_TEXT.test(key)
        ? [`"${key}" is not a key; use 1 to ${tagLimits.key} letters, digits, spaces and _.:/=+-@`]
        : []),
      ...(/^aws:/i.test(key) ? [`"${key}" begins with "aws:", which is Amazon's own`] : []),
      ...(value.length > tagLimits.value || !TAG_TEXT.test(value)
        ? [`"${key}" has a value that is too long or not of letters, digits, spaces and _.:/=+-@`]
        : []),
    ]),
  ];
}
