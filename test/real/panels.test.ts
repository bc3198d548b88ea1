/** What the panels' queries give: all are taken by Prometheus, and those that are easily got wrong run on series made for them. */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { highest } from "../../dashboards/kit/extremes.ts";
import { type DashboardQuery, queriesOf } from "../../dashboards/walk.ts";
import { recordingGroups } from "../../mixins/groups.ts";
import { anyStack } from "../../mixins/mixin.ts";
import { freePort, LOOPBACK } from "../../tools/servers/ports.ts";
import { answers, startServer } from "../../tools/servers/processes.ts";
import { temporaryFolder } from "../../tools/servers/temporary-folder.ts";
import { dashboards, mixins } from "../observed.ts";
import { describeWithTools } from "./with-tools.ts";

/** The time range that the page shows: an hour, a point every minute. */
const START = 1_700_000_000;
const RANGE = 3600;
const STEP = 60;

/** What Grafana fills in: the macros for that range; of a variable, everything. */
const macros: Readonly<Record<string, string>> = {
  __range: `${RANGE}s`,
  __interval: `${STEP}s`,
  __interval_ms: String(STEP * 1000),
  interval: "5m",
  price: "2",
};
const filled = (text: string) => text.replace(/\$([a-z_]+)/g, (_use, name: string) => macros[name] ?? ".*");

const queries = dashboards
  .flatMap(({ build }) => queriesOf(build()))
  .filter(({ use, language }) => use !== "variable" && language === "PromQL");

/** What recording rules record, by its name: no rule is evaluated here, and the samples are of long ago. */
const recorded = new Map(
  mixins.flatMap((mixin) =>
    recordingGroups(mixin, anyStack).flatMap(({ rules }) => rules.map(({ record, expr }) => [record, expr] as const)),
  ),
);

/** A query that asks for what is scraped alone. Every variable stands for everything, so that selectors leave nothing out. */
function unrecorded(query: string): string {
  return query.replace(/(\w+:\w+:\w+)\{[^{}]*\}/g, (use, name: string) => {
    const expr = recorded.get(name);
    return expr === undefined ? use : `(${expr})`;
  });
}

/** The queries of a panel, as Grafana sends them. */
function sent(of: (query: DashboardQuery) => boolean): readonly string[] {
  return queries.filter(of).map(({ text }) => filled(text));
}

const panel = (title: string) => sent(({ part }) => part === title).map(unrecorded);

/** Samples every 15 s in the text format, as far before the range as panels look back. */
function samples(series: string, valueAt: (step: number) => number): string {
  const lines = [];
  for (let at = START - 2 * RANGE; at <= START + RANGE; at += 15) {
    lines.push(`${series} ${valueAt(Math.floor((at - START) / STEP))} ${at}`);
  }
  return `${lines.join("\n")}\n`;
}

/** Six nodes that take turns at the top, a minute each, of which three have a peak of their own. */
const turns = Array.from({ length: 6 }, (_, node) =>
  samples(`butterfly_cpu_usage_ratio{cluster="a",node_id="n${node}"}`, (step) =>
    step === 10 && node < 3 ? 0.99 : (step + 600) % 6 === node ? 0.9 : 0.1 + node / 100,
  ),
);

/** Two clusters with nodes that answer; one of them tells of nothing but `up`. No fault was ever found. */
const clusters = [
  samples('up{job="butterfly-compute",cluster="a",node_id="n0",instance="n0"}', () => 1),
  samples('up{job="butterfly-compute",cluster="silent",node_id="s0",instance="s0"}', () => 1),
  samples('butterfly_cluster_size{cluster="a",state="active"}', () => 5),
  samples('butterfly_quorum_size{cluster="a"}', () => 3),
];

/** A critical alert that began ten minutes before the end, of two nodes; one that is over; and one of another team that waits. */
const alerts = [
  ...["n0", "n1"].flatMap((node) => {
    const labels = `alertname="NodeGone",severity="critical",team="sre",system="butterfly",cluster="a",node_id="${node}"`;
    return [
      samples(`ALERTS{${labels},alertstate="firing"}`, () => 1),
      samples(`ALERTS_FOR_STATE{${labels}}`, () => START + RANGE - 600),
    ];
  }),
  samples(
    'ALERTS{alertname="Slow",severity="critical",team="ml",system="llm",cluster="a",alertstate="pending"}',
    () => 1,
  ),
  samples('ALERTS_FOR_STATE{alertname="Slow",severity="critical",team="ml",system="llm",cluster="a"}', () => START),
];

/**
 * A node of eight GPUs: four are held by a pod that uses half of each, four by a pod that has ended and holds them no longer. Another
 * pod waits for two.
 */
const fleet = [
  ...["allocatable", "capacity"].map((what) =>
    samples(`kube_node_status_${what}{cluster="a",node="g0",resource="nvidia_com_gpu"}`, () => 8),
  ),
  samples('kube_node_status_allocatable{cluster="a",node="g0",resource="cpu"}', () => 96),
  samples('kube_node_labels{cluster="a",node="g0",label_aiobs_pool="training"}', () => 1),
  ...(
    [
      ["trainer", "g0", "Running", 4],
      ["done", "g0", "Succeeded", 4],
      ["waiting", "", "Pending", 2],
    ] as const
  ).flatMap(([pod, node, phase, gpus]) => [
    samples(
      `kube_pod_container_resource_requests{cluster="a",namespace="ml",pod="${pod}",node="${node}",resource="nvidia_com_gpu"}`,
      () => gpus,
    ),
    ...["Pending", "Running", "Succeeded"].map((one) =>
      samples(`kube_pod_status_phase{cluster="a",namespace="ml",pod="${pod}",phase="${one}"}`, () =>
        one === phase ? 1 : 0,
      ),
    ),
  ]),
  ...Array.from({ length: 8 }, (_, gpu) =>
    samples(
      `DCGM_FI_PROF_SM_ACTIVE{cluster="a",instance="g0",gpu="${gpu}"${gpu < 4 ? ',namespace="ml",pod="trainer"' : ""}}`,
      () => (gpu < 4 ? 0.5 : 0),
    ),
  ),
];

/**
 * Two GPUs that four pods each may share in turns, of which one is called unhealthy: pods hold six turns, and work in one of both. And a
 * GPU of seven slices: a pod holds one.
 */
const divided = [
  ...["t0", "m0"].map((node) => samples(`up{job="node-exporter",cluster="c",instance="${node}"}`, () => 1)),
  ...['instance="t0",gpu="0"', 'instance="t0",gpu="1"', 'instance="m0",gpu="0",GPU_I_ID="1"'].map((gpu) =>
    samples(`DCGM_FI_DEV_FB_USED{cluster="c",${gpu}}`, () => 1),
  ),
  ...(
    [
      ["t0", "nvidia_com_gpu", 8, 4, 6],
      ["m0", "nvidia_com_mig_1g_10gb", 7, 7, 1],
    ] as const
  ).flatMap(([node, resource, capacity, allocatable, held]) => [
    samples(`kube_node_status_capacity{cluster="c",node="${node}",resource="${resource}"}`, () => capacity),
    samples(`kube_node_status_allocatable{cluster="c",node="${node}",resource="${resource}"}`, () => allocatable),
    samples(
      `kube_pod_container_resource_requests{cluster="c",namespace="parts",pod="on-${node}",node="${node}",resource="${resource}"}`,
      () => held,
    ),
    samples(`kube_pod_status_phase{cluster="c",namespace="parts",pod="on-${node}",phase="Running"}`, () => 1),
  ]),
  samples('DCGM_FI_PROF_SM_ACTIVE{cluster="c",instance="t0",gpu="0",namespace="parts",pod="on-t0"}', () => 0.6),
  ...Array.from({ length: 7 }, (_, slice) =>
    samples(
      `DCGM_FI_PROF_SM_ACTIVE{cluster="c",instance="m0",gpu="0",GPU_I_ID="${slice + 1}"${slice === 0 ? ',namespace="parts",pod="on-m0"' : ""}}`,
      () => (slice === 0 ? 0.7 : 0),
    ),
  ),
];

/** A GPU that two pods share in turns: the exporter tells each of them the whole GPU's memory and work. A third has one for itself. */
const shared = (
  [
    ["turn-1", "one", 0],
    ["turn-2", "two", 0],
    ["alone", "two", 1],
  ] as const
).flatMap(([pod, namespace, gpu]) => {
  const labels = `{cluster="b",instance="g1",gpu="${gpu}",namespace="${namespace}",pod="${pod}"}`;
  return [
    samples(`DCGM_FI_DEV_FB_USED${labels}`, () => 40_000),
    samples(`DCGM_FI_DEV_POWER_USAGE${labels}`, () => 600),
    samples(`DCGM_FI_PROF_SM_ACTIVE${labels}`, () => 0.8),
  ];
});

const Matrix = z.array(
  z.object({ metric: z.record(z.string(), z.string()), values: z.array(z.tuple([z.number(), z.string()])) }),
);
const Vector = z.array(
  z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) }),
);

describeWithTools(["prometheus", "promtool"], "panels", ({ prometheus, promtool }) => {
  const bed = new AsyncDisposableStack();
  const folder = temporaryFolder(bed);
  let base = "";
  afterAll(() => bed.disposeAsync());

  beforeAll(async () => {
    writeFileSync(
      join(folder, "samples"),
      `${[...turns, ...clusters, ...alerts, ...fleet, ...divided, ...shared].join("")}# EOF\n`,
    );
    writeFileSync(join(folder, "prometheus.yml"), "{}\n");
    execFileSync(promtool, ["tsdb", "create-blocks-from", "openmetrics", "--quiet", "samples", "data"], {
      cwd: folder,
    });
    base = `http://${LOOPBACK}:${await freePort()}`;
    const args = [
      `--config.file=${folder}/prometheus.yml`,
      `--storage.tsdb.path=${folder}/data`,
      "--storage.tsdb.retention.time=100y",
      `--web.listen-address=${base.slice("http://".length)}`,
    ];
    const ready = () => answers(`${base}/-/ready`);
    await startServer({ name: "prometheus", command: prometheus, args, ready }, bed);
  });

  async function ask(kind: "query" | "query_range", parameters: Readonly<Record<string, string>>): Promise<unknown> {
    const response = await fetch(`${base}/api/v1/${kind}`, { method: "POST", body: new URLSearchParams(parameters) });
    const answer = z
      .object({ error: z.string().optional(), data: z.object({ result: z.unknown() }).optional() })
      .parse(await response.json());
    if (answer.data === undefined) throw new Error(`${answer.error}: ${parameters.query}`);
    return answer.data.result;
  }
  const overTime = async (query: string) =>
    Matrix.parse(await ask("query_range", { query, start: `${START}`, end: `${START + RANGE}`, step: `${STEP}` }));
  const atTheEnd = async (query: string) => Vector.parse(await ask("query", { query, time: `${START + RANGE}` }));

  test("ask in a language that Prometheus takes", async () => {
    const refused: string[] = [];
    for (const query of new Set(sent(() => true))) {
      await ask("query", { query, time: `${START}` }).catch((error: Error) => refused.push(error.message));
    }
    expect(refused).toEqual([]);
  });

  describe("of the highest series", () => {
    const cpu = "butterfly_cpu_usage_ratio";

    test("show as many as were asked for, without a gap, where topk alone shows all that were ever among them", async () => {
      const points = RANGE / STEP + 1;
      const chosen = await overTime(filled(highest({ count: 3, by: "cluster, node_id", of: cpu })));
      expect(chosen.map(({ metric }) => metric.node_id).sort()).toEqual(["n0", "n1", "n2"]);
      for (const { values } of chosen) expect(values).toHaveLength(points);

      const anew = await overTime(`topk(3, ${cpu})`);
      expect(anew).toHaveLength(6);
      expect(anew.some(({ values }) => values.length < points / 2)).toBe(true);
    });

    test("do so on the panel itself", async () => {
      const lines = await Promise.all(panel("CPU use").map(overTime));
      expect(lines.flat().filter(({ metric }) => metric.node_id !== undefined)).toHaveLength(3);
    });
  });

  test("of faults say zero where none was ever found, and nothing where no node answers", async () => {
    const [query = ""] = panel("Byzantine faults per hour");
    expect((await atTheEnd(query)).map(({ value }) => value[1])).toEqual(["0"]);
    expect(await atTheEnd(query.replaceAll('job=~"butterfly-.+"', 'job="gone"'))).toEqual([]);
  });

  test.each(["Cluster status", "Active nodes"])("of %s keep a cluster without data in view", async (title) => {
    for (const query of panel(title)) {
      const values = Object.fromEntries((await atTheEnd(query)).map(({ metric, value }) => [metric.cluster, value[1]]));
      expect(values).toEqual({ a: expect.stringMatching(/^\d+$/), silent: "NaN" });
    }
  });

  /** What the queries of a panel give at the end, each as the labels that are named and the number. */
  const numbers = (title: string, ...labels: readonly string[]) => numbersOf(panel(title), ...labels);
  const numbersOf = async (asked: readonly string[], ...labels: readonly string[]) =>
    Promise.all(
      asked.map(async (query) =>
        (await atTheEnd(query)).map(({ metric, value }) => [...labels.map((label) => metric[label]), Number(value[1])]),
      ),
    );

  test("for whoever is on call tell since when each alert fires, and of how many objects", async () => {
    expect(await numbers("Pages that fire", "alertname", "team")).toEqual([
      [["NodeGone", "sre", 600]],
      [["NodeGone", "sre", 2]],
    ]);
    expect(await numbers("Alerts by system", "system")).toEqual([[["butterfly", 2]]]);
  });

  test("on the GPU fleet count what pods on nodes hold, not what ended pods held, nor what others wait for", async () => {
    const inA = (title: string) => panel(title).map((query) => query.replaceAll('cluster=~".*"', 'cluster="a"'));
    expect(await numbersOf(inA("GPUs over time"))).toEqual([[[8]], [[4]], [[2]]]);
    expect(await numbers("GPUs waited for")).toEqual([[[2]]]);
    expect(await numbers("Pools and machines", "label_aiobs_pool")).toEqual([
      [["training", 8]],
      [["training", 4]],
      [["training", 2]],
    ]);
    expect(await numbersOf(inA("Cost by use"))).toEqual([[[4]], [[4]], [[8]]]);
  });

  test("on the GPU fleet count whole GPUs where pods take turns or hold slices", async () => {
    const inC = (title: string) => panel(title).map((query) => query.replaceAll('cluster=~".*"', 'cluster="c"'));
    // Four turns and seven slices are left; six turns and a slice are held.
    const there = 1 + 1;
    const held = 6 / 4 + 1 / 7;
    const worked = 0.6 + 0.7 / 7;
    const over = await numbersOf(inC("GPUs over time"));
    expect(over.flat(2)).toEqual([there, held, worked].map((number) => expect.closeTo(number, 9)));
    const cost = await numbersOf(inC("Cost by use"));
    expect(cost.flat(2)).toEqual([worked, held - worked, there - held].map((number) => expect.closeTo(2 * number, 9)));
    const [, hours, atWork] = (await numbersOf(inC("Workloads of a day"))).flat(2);
    expect(hours).toBeCloseTo(held * 3, 0);
    expect(atWork).toBeCloseTo(worked * 3, 1);
  });

  test("of pods that share a GPU give each its part, and all of them the GPU's", async () => {
    const [gpus, , , memory, power] = await numbers("Pods by GPU", "pod");
    const byPod = (rows: unknown) => Object.fromEntries(z.array(z.tuple([z.string(), z.number()])).parse(rows));
    expect(byPod(gpus)).toEqual({ alone: 1, "turn-1": 0.5, "turn-2": 0.5 });
    expect(byPod(memory)).toEqual({ alone: 40_000, "turn-1": 20_000, "turn-2": 20_000 });
    expect(byPod(power)).toEqual({ alone: 600, "turn-1": 300, "turn-2": 300 });
  });

  test("on the GPU fleet reckon a day in GPU hours", async () => {
    const hours = (await numbers("Workloads of a day", "namespace")).map(
      (rows) => new Map(rows.map(([name, value]) => [name, Number(value)])),
    );
    const [idleCost, held, worked] = hours.map((of) => of.get("ml"));
    // There are samples of three hours: of both ends of 5 minutes each counts one.
    expect(held).toBeCloseTo(4 * 3, 0);
    expect(worked).toBeCloseTo(2 * 3, 0);
    expect(idleCost).toBeCloseTo(2 * (Number(held) - Number(worked)));
    // Half of a GPU that works for 0.8 of the time, and the other half with a whole one.
    expect(hours[2]?.get("one")).toBeCloseTo(0.4 * 3, 0);
    expect(hours[2]?.get("two")).toBeCloseTo(1.2 * 3, 0);
  });
});
