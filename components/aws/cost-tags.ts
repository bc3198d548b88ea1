import type { OwnTag } from "../../config/aws.ts";

/** What a bill must tell. */
export interface CostTagsArgs {
  /** The Pulumi stack. */
  readonly stack: string;
  /** The environment: `dev`, `prod`. */
  readonly environment: string;
  /** The team that pays and answers. */
  readonly owner: string;
  /** Tags of the organisation, from the settings, whose checks keep them off the names of the program's own. */
  readonly extra?: Readonly<Record<string, string>>;
}

/**
 * The tags by which AWS' bill is told apart, the same on everything the program creates there: `project`, `stack`,
 * `environment`, `owner`, and the organisation's own, sorted by key.
 */
export function costTags({ stack, environment, owner, extra = {} }: CostTagsArgs): Readonly<Record<string, string>> {
  const own = { project: "aiobs", stack, environment, owner } satisfies Partial<Record<OwnTag, string>>;
  return Object.fromEntries(Object.entries({ ...extra, ...own }).sort(([a], [b]) => (a < b ? -1 : 1)));
}
