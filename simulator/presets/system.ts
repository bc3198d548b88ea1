import { type Catalogues, familiesOf } from "../engine/families.ts";
import { Random } from "../engine/random.ts";
import { Target } from "../engine/target.ts";
import { kueueServers } from "./kueue.ts";
import { openWebuiServers } from "./open-webui.ts";
import { postgresqlServers } from "./postgresql.ts";
import type { SimulatedServer } from "./preset.ts";
import { qdrantServers } from "./qdrant.ts";
import { rayServers } from "./ray.ts";
import { redisServers } from "./redis.ts";
import { sglangServers } from "./sglang.ts";
import { tritonServers } from "./triton.ts";

/** Every simulated server. */
const servers = [
  ...kueueServers,
  ...openWebuiServers,
  ...postgresqlServers,
  ...qdrantServers,
  ...rayServers,
  ...redisServers,
  ...sglangServers,
  ...tritonServers,
];

type FaultOf<Server> = Server extends SimulatedServer<infer Fault> ? Fault : never;

/** What may be the matter with any of them. */
export type PresetFault = FaultOf<(typeof servers)[number]>;

/** What is the matter with the servers that presets know. */
export interface PresetConditions {
  readonly faults: readonly PresetFault[];
}

/** Nothing is the matter. */
export const healthyPresets: PresetConditions = { faults: [] };

const NAMESPACE = "data";

/** Each with all that may be the matter: a server looks for its own. */
const all: readonly SimulatedServer<PresetFault>[] = servers;

/** The servers that presets know, each a pod or several, stepped through time. */
export class PresetSystem {
  readonly targets: ReadonlyMap<string, Target>;
  readonly #seed: number;

  /** @param catalogues those of all presets. */
  constructor(catalogues: Catalogues, seed: number) {
    this.#seed = seed;
    this.targets = new Map(
      all.flatMap(({ preset, application, pods, port }) =>
        pods.map((pod) => {
          const labels = { application, job: application, instance: `${pod}:${port}`, namespace: NAMESPACE, pod };
          return [pod, new Target(labels, familiesOf(catalogues, preset))] as const;
        }),
      ),
    );
  }

  /** One step, which ends at `time`. */
  step(time: number, seconds: number, { faults }: PresetConditions): void {
    for (const { pods, expose } of all) {
      for (const pod of pods) {
        const series = this.targets.get(pod)?.series;
        const random = new Random(this.#seed, time, pod);
        if (series !== undefined) expose(series, pod, { time, seconds, random }, new Set(faults));
      }
    }
  }
}
