/** What holds of every sample at every time, whatever happens. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { samplesOf, textFormat } from "../../simulator/engine/exposition.ts";
import { Random } from "../../simulator/engine/random.ts";
import { TargetSeries } from "../../simulator/engine/target-series.ts";
import type { World } from "../../simulator/program/world.ts";
import { scenarios } from "../../simulator/scenarios/all.ts";
import type { Change } from "../../simulator/scenarios/scenario.ts";
import { worldOf } from "./world.ts";

const STEP = 15;

/** The samples of a world that may not fall, by target and series. */
function risingSamples(world: World): Map<string, number> {
  const rising = new Map<string, number>();
  for (const { labels, series, state } of world.targets) {
    if (state !== "answers") continue;
    for (const { family, series: all } of series.exposed()) {
      if (family.type === "gauge") continue;
      for (const each of all.values()) {
        for (const { name, labels: own, value } of samplesOf(family, each)) {
          rising.set(`${labels.instance} ${name} ${JSON.stringify(own)}`, value);
        }
      }
    }
  }
  return rising;
}

/** The value of a gauge on each target that shows it, of those series that are wanted. */
function gauge(
  world: World,
  metric: string,
  isWanted: (labels: Readonly<Record<string, string>>) => boolean = () => true,
): readonly number[] {
  return world.targets.flatMap(({ series }) =>
    series
      .exposed()
      .flatMap(({ family, series: all }) =>
        family.name === metric
          ? [...all.values()].filter(({ labels }) => isWanted(labels)).map(({ value }) => value)
          : [],
      ),
  );
}

describe("counters", () => {
  test.each(scenarios.filter(({ name }) => ["healthy", "overload", "byzantine-node", "gpu-lost"].includes(name)))(
    "never fall: $name",
    ({ changes }) => {
      const world = worldOf({ changes: changes.map((change) => ({ ...change, from: 1, to: 3 })) });
      let before = new Map<string, number>();
      for (let time = STEP; time <= 300; time += STEP) {
        world.advanceTo(time);
        const now = risingSamples(world);
        const fallen = [...before].filter(([series, value]) => (now.get(series) ?? value) < value);
        expect(fallen).toEqual([]);
        before = now;
      }
    },
  );

  test("begin anew with a restart", () => {
    const world = worldOf({ changes: [{ from: 2, to: 3, butterfly: { dead: ["compute-node-1"] } }] });
    const requests = () => {
      const target = world.targets.find(({ labels }) => labels.instance === "compute-node-1:9090");
      const text = target === undefined ? "" : textFormat(target.series);
      return Number(/^butterfly_sequences_processed_total.* (\d+)$/m.exec(text)?.[1]);
    };
    world.advanceTo(105);
    const before = requests();
    world.advanceTo(180);
    expect(requests()).toBeLessThan(before / 2);
  });
});

describe("histograms", () => {
  const families = [
    {
      name: "h",
      type: "histogram",
      help: "",
      labels: [],
      optional: [],
      buckets: [0.1, 1, 10].map((bound) => ({ bound, le: String(bound) })),
    },
  ] as const;

  test("are cumulative, their sum within what their buckets allow", () => {
    const observations = fc.array(
      fc.record({
        count: fc.nat(2000),
        median: fc.double({ min: 1e-3, max: 100, noNaN: true }),
        spread: fc.double({ min: 0, max: 2, noNaN: true }),
      }),
      { maxLength: 10 },
    );
    fc.assert(
      fc.property(observations, (all) => {
        const target = new TargetSeries(families);
        for (const { count, ...distribution } of all) target.observe("h", {}, count, distribution);
        const [exposed] = target.exposed();
        if (exposed === undefined) return all.length === 0;
        const [series] = exposed.series.values();
        if (series === undefined) return false;
        const values = [...samplesOf(exposed.family, series)].map(({ value }) => value);
        const [tenth = 0, one = 0, ten = 0, total = 0, sum = 0, count = 0] = values;
        const least = 0.1 * (one - tenth) + (ten - one) + 10 * (total - ten);
        const isCumulative = tenth <= one && one <= ten && ten <= total && total === count;
        const expected = all.reduce((added, each) => added + each.count, 0);
        return isCumulative && count === expected && sum >= least * 0.999;
      }),
    );
  });

  test("have the quantiles of what they observe, however few are observed at a time", () => {
    for (const at of [1, 7, 200]) {
      const target = new TargetSeries([{ ...families[0], buckets: [1, 3.2].map((bound) => ({ bound, le: "" })) }]);
      for (let seen = 0; seen < 14_000; seen += at) target.observe("h", {}, at, { median: 1, spread: 0.5 });
      const [
        {
          counts: [below = 0, between = 0, above = 0],
        } = { counts: [] },
      ] = target.exposed()[0]?.series.values() ?? [];
      expect(below / (below + between + above)).toBeCloseTo(0.5, 2);
      expect(above / (below + between + above)).toBeCloseTo(0.01, 2);
    }
  });
});

describe("a healthy cluster", () => {
  const world = worldOf();

  test("has one term, and indexes that follow each other", () => {
    for (let time = 60; time <= 300; time += 60) {
      world.advanceTo(time);
      expect(new Set(gauge(world, "butterfly_consensus_term")).size).toBe(1);
      const committed = gauge(world, "butterfly_consensus_commit_index");
      const applied = gauge(world, "butterfly_consensus_applied_index");
      expect(applied.every((index, voter) => index <= (committed[voter] ?? 0))).toBe(true);
    }
  });

  test.each([
    "butterfly_cpu_usage_ratio",
    "butterfly_gpu_utilization_ratio",
    "butterfly_quic_packet_loss_ratio",
    "butterfly_reputation_score",
    "DCGM_FI_PROF_SM_ACTIVE",
  ])("has ratios between 0 and 1: %s", (metric) => {
    const values = gauge(world, metric);
    expect(values.length).toBeGreaterThan(0);
    for (const value of values) expect(value).toBeGreaterThanOrEqual(0);
    for (const value of values) expect(value).toBeLessThanOrEqual(1);
  });

  test("reports the same temperature of a GPU in Butterfly and in DCGM", () => {
    const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b);
    const own = gauge(world, "DCGM_FI_DEV_GPU_TEMP", ({ namespace }) => namespace === "butterfly");
    expect(sorted(gauge(world, "butterfly_gpu_temperature_celsius"))).toEqual(sorted(own));
  });
});

describe("chance", () => {
  test("repeats itself: the same seed and time give the same samples, another seed others", () => {
    const textOf = (seed: number) => {
      const world = worldOf(undefined, seed);
      world.advanceTo(150);
      return world.targets.map(({ series }) => textFormat(series)).join("");
    };
    expect(textOf(7)).toBe(textOf(7));
    expect(textOf(7)).not.toBe(textOf(8));
  });

  test("of one system is not another's: a fault of Maestro changes no sample of Butterfly, nor the other way round", () => {
    const textsOf = (change: Partial<Change>, isWanted: (job: string) => boolean) => {
      const world = worldOf({ changes: [{ from: 0, to: 5, ...change }] });
      world.advanceTo(90);
      return world.targets.filter(({ labels }) => isWanted(labels.job)).map(({ series }) => textFormat(series));
    };
    const isMaestro = (job: string) => job === "maestro-api";
    const isOther = (job: string) => !isMaestro(job);
    const maestro = { maestro: { refused: 0.5 } };
    const butterfly = { butterfly: { load: 3 } };
    expect(textsOf(maestro, isOther)).toEqual(textsOf({}, isOther));
    expect(textsOf(butterfly, isMaestro)).toEqual(textsOf({}, isMaestro));
    expect(textsOf(butterfly, isOther)).not.toEqual(textsOf({}, isOther));
  });

  test("counts as many events as are expected, on average", () => {
    const random = new Random("count");
    for (const expected of [0.3, 5, 200]) {
      const counts = Array.from({ length: 2000 }, () => random.count(expected));
      const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
      expect(Math.abs(mean - expected) / Math.sqrt(expected / counts.length)).toBeLessThan(4);
    }
  });
});
