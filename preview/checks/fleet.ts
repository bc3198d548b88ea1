import { disagreements, knownOf } from "../../components/edges/centre-stack.ts";
import { formatBytes } from "../../config/types/bytes.ts";
import { memoryBytes } from "../../mixins/cardinality/cost.ts";
import { errorAt, type Problem, warningAt } from "../../problems/problem.ts";
import type { Fleet, FleetMember } from "../fleet.ts";
import type { Check } from "./check.ts";

/** Whether edges reach their central stack, and it has room for them: of those stacks whose settings lie beside this one's. */
export const fleet: Check = {
  title: "Edges and centre agree",
  unit: "other stacks",
  applies: (subject) => subject.fleet !== undefined,
  run({ fleet: found, seriesOf }) {
    if (found === undefined) return { count: 0, problems: [] };
    const { settings, others } = found;
    const note = noteOn(found);
    const problems =
      settings.centre === undefined
        ? [
            ...others.flatMap((edge) => between(edge, found)),
            ...sharedNames(others),
            ...room(found, (member) => seriesOf(member.settings)),
          ]
        : others.flatMap((centre) => between({ file: "", settings }, centre));
    return { count: others.length, problems, ...(note === undefined ? {} : { note }) };
  },
};

/** What of an edge's settings does not fit its central stack, at the edge's setting. */
function between(
  { settings, file }: FleetMember,
  { settings: ofCentre }: Pick<FleetMember, "settings">,
): readonly Problem[] {
  const { centre } = settings;
  if (centre === undefined) return [];
  return disagreements({ ...settings, centre }, knownOf(ofCentre)).map(({ key, message }) =>
    errorAt({ setting: ["aiobs:centre", key] }, file === "" ? message : `${file}: ${message}`),
  );
}

/** Two edges whose series would be taken for each other's. */
function sharedNames(edges: readonly FleetMember[]): readonly Problem[] {
  return edges.flatMap(({ file, settings: { cluster } }, index) => {
    const first = edges.slice(0, index).find((edge) => edge.settings.cluster.name === cluster.name);
    if (first === undefined) return [];
    return [
      errorAt(
        { setting: ["aiobs:cluster", "name"] },
        `${file}: is the name that ${first.file} has: nothing would tell their series apart`,
        {
          found: cluster.name,
        },
      ),
    ];
  });
}

/** Whether the ingestors hold the series of all clusters. */
function room(
  { settings, others }: Fleet,
  seriesOf: (member: Pick<FleetMember, "settings">) => number,
): readonly Problem[] {
  const { thanos } = settings;
  if (thanos === undefined || others.length === 0) return [];
  const { replicas, replication, memory } = thanos.receive;
  const written = [{ settings }, ...others].reduce(
    (sum, member) => sum + seriesOf(member) * member.settings.prometheus.replicas,
    0,
  );
  const series = (written * replication) / replicas;
  const needed = memoryBytes({ series, dropped: 0 });
  if (needed <= memory.bytes) return [];
  const message = `is less than the ${formatBytes(needed)} that each ingestor needs for its part of the ${Math.round(written)} series that ${others.length} edges and this stack write, in ${replication} copies`;
  return [
    warningAt({ setting: ["aiobs:thanos", "receive", "memory"] }, message, {
      found: memory.text,
      hint: "give it more, or raise thanos.receive.replicas",
    }),
  ];
}

function noteOn({ settings: { centre, edges }, others }: Fleet): string | undefined {
  if (centre !== undefined) {
    return others.length > 0
      ? undefined
      : `the settings of ${centre.stack} are not here: pulumi up compares them with its outputs`;
  }
  const here = new Set(others.map((edge) => edge.settings.cluster.name));
  const away = (edges?.clusters ?? []).filter((cluster) => !here.has(cluster));
  return away.length === 0 ? undefined : `no settings here of ${away.join(", ")}`;
}
