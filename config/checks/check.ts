import type { Problem } from "../../problems/problem.ts";
import type { GpuPool, NodePool, SystemPool } from "../node-pools.ts";
import type { ParsedSettings } from "../schema.ts";
import { type SettingPath, settingError } from "../setting-problem.ts";

/** A rule that looks at more than one setting, or at a fact of the outside world. */
export interface Check {
  /** The rule in one sentence, for the settings reference. */
  readonly rule: string;
  /**
   * What breaks the rule. What could not be parsed is absent and has its errors already: what needs it is not judged, and
   * what is found at it is not shown.
   */
  readonly find: (settings: ParsedSettings) => readonly Problem[];
}

/** A problem with one node pool, at a place within it. */
export interface PoolProblem extends Pick<Problem, "message" | "found"> {
  readonly at: SettingPath;
  readonly hint?: string | undefined;
}

/** The pools of each kind. */
interface Kinds {
  readonly any: NodePool;
  readonly gpu: GpuPool;
  readonly system: SystemPool;
}

/**
 * A rule about each pool of a kind. A pool that lacks one of the settings it needs, because that could not be parsed, is
 * not judged.
 */
export function poolCheck<Kind extends keyof Kinds, Key extends keyof Kinds[Kind] & string>(
  kind: Kind,
  rule: string,
  needs: readonly Key[],
  find: (pool: Required<Pick<Kinds[Kind], Key>>) => readonly PoolProblem[],
): Check {
  const isJudged = (pool: object & { kind: string }): pool is Required<Pick<Kinds[Kind], Key>> & { kind: string } =>
    (kind === "any" || pool.kind === kind) && needs.every((key) => Reflect.get(pool, key) !== undefined);
  return {
    rule,
    find: ({ nodePools = {} }) =>
      Object.entries(nodePools).flatMap(([name, pool]) =>
        isJudged(pool)
          ? find(pool).map(({ at, message, ...details }) => settingError(["nodePools", name, ...at], message, details))
          : [],
      ),
  };
}
