import { z } from "zod";
import type { Position, Positions } from "../../components/former/former-urns.ts";

const State = z.looseObject({
  deployment: z.looseObject({
    resources: z.array(
      z.looseObject({
        urn: z.string(),
        parent: z.string().optional(),
        dependencies: z.array(z.string()).optional(),
        propertyDependencies: z.record(z.string(), z.array(z.string()).nullable()).optional(),
      }),
    ),
  }),
});

/**
 * A stack's state as an earlier release would have left it: the same resources at their former places in the tree, and the
 * components that were above them.
 *
 * @param exported what `pulumi stack export` prints.
 * @param positions where each resource is, and may have been.
 * @param release the URNs of what the earlier release had made.
 */
export function formerState(exported: string, positions: readonly Positions[], release: readonly string[]): string {
  const moves = movesOf(positions, new Set(release));
  const { deployment, ...rest } = State.parse(JSON.parse(exported));
  const [stack, ...others] = deployment.resources;
  if (stack === undefined) throw new Error("the state is empty");
  const move = (urn: string) => moves.get(urn)?.urn ?? urn;
  const moved = others.map((resource) => {
    const { urn, parent, dependencies = [], propertyDependencies = {} } = resource;
    return {
      ...resource,
      urn: move(urn),
      parent: moves.get(urn)?.parent ?? (parent === undefined ? stack.urn : move(parent)),
      dependencies: dependencies.map(move),
      propertyDependencies: Object.fromEntries(
        Object.entries(propertyDependencies).map(([property, urns]) => [property, (urns ?? []).map(move)]),
      ),
    };
  });
  const there = new Set([stack.urn, ...moved.map(({ urn }) => urn)]);
  const gone = new Set([...moves.values()].map(({ parent }) => parent).filter((parent) => !there.has(parent)));
  const components = [...gone].map((urn) => ({ urn, custom: false, type: typeOf(urn), parent: stack.urn }));
  return JSON.stringify({ ...rest, deployment: { ...deployment, resources: [stack, ...components, ...moved] } });
}

/** Where the release had each resource that is elsewhere now, and the components that are still there. */
function movesOf(positions: readonly Positions[], release: ReadonlySet<string>): ReadonlyMap<string, Position> {
  const moves = new Map<string, Position>();
  const visit = (wanted: (urn: string) => boolean): void => {
    for (const { now, before } of positions) {
      const former = wanted(now.urn) ? undefined : before.find(({ urn }) => wanted(urn));
      if (former === undefined || moves.has(now.urn)) continue;
      moves.set(now.urn, former);
      visit((urn) => urn === former.parent);
    }
  };
  visit((urn) => release.has(urn));
  return moves;
}

function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}
