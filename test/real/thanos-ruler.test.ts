/**
 * Prometheus in two shards, as rendered, with Thanos' ruler behind them: rules that must see all targets do, alerts are told of
 * once, and a lost ingestor stops nothing.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { readExposition, TEXT_FORMAT } from "../../mixins/exposition.ts";
import { targetCatalogue } from "../../mixins/observability/target-metrics.ts";
import { furtherCatalogues } from "../../mixins/thanos/metrics.ts";
import { previewStack } from "../../preview/preview.ts";
import { ROOT } from "../../preview/root.ts";
import { eventually } from "../../tools/servers/eventually.ts";
import { temporaryFolder } from "../../tools/servers/temporary-folder.ts";
import { type Alertmanager, startAlertmanager } from "./support/alertmanager.ts";
import { ButterflyCluster } from "./support/butterfly-cluster.ts";
import { catalogueDifferences } from "./support/catalogue-differences.ts";
import { ledTo, startClusterNetwork } from "./support/cluster-network.ts";
import { isIdle, withDiscoveredTargets } from "./support/discovered-targets.ts";
import { hastened } from "./support/hastened.ts";
import { startObjectStore } from "./support/object-store.ts";
import { overlaid } from "./support/overlaid.ts";
import { startPrometheus } from "./support/prometheus.ts";
import type { PrometheusApi } from "./support/prometheus-api.ts";
import { type Rendered, renderedFile } from "./support/rendered.ts";
import { startThanosStack, type ThanosStack } from "./support/thanos-stack.ts";
import { describeWithTools } from "./with-tools.ts";

/** How many times shorter waits are: the ten minutes of AiobsTargetDown are 15 s. The ruler evaluates at its own pace. */
const SPEED = 40;
const PATIENCE = 120;
const SHARDS = [0, 1] as const;
const JOB = "butterfly-coordinators";

const Alerts = z.array(
  z.looseObject({
    labels: z.record(z.string(), z.string()),
    annotations: z.record(z.string(), z.string()),
    startsAt: z.string(),
  }),
);

/** What makes an alert the same one: Alertmanager sends another notification of one that begins anew. */
const identity = ({ labels, startsAt }: z.infer<typeof Alerts>[number]) => ({ labels, startsAt });

/** Longer than the alert's `for`, after which the replica that was started anew fires it again. */
const LOOKED_FOR_MS = 25_000;

describeWithTools(["prometheus", "alertmanager", "thanos", "versitygw"], "Thanos' ruler as rendered", (tools) => {
  const bed = new AsyncDisposableStack();
  const butterfly = new ButterflyCluster();
  const down = new Set<string>();
  let stack: ThanosStack;
  let shards: readonly PrometheusApi[];
  let alertmanagers: readonly Alertmanager[];

  beforeAll(async () => {
    const files = await inTwoShards(bed);
    const bucket = parse(renderedFile(files, "thanos/objstore.yaml")).config.bucket;
    const config = "route: { receiver: nobody, group_wait: 1s }\nreceivers: [{ name: nobody }]\n";
    alertmanagers = await Promise.all(
      [0, 1, 2].map(() => startAlertmanager({ alertmanager: tools.alertmanager, config }, bed)),
    );
    const played = new Map(
      alertmanagers.map(({ url }, n) => [`alertmanager-${n}.alertmanager-pods.monitoring.svc:9093`, url]),
    );
    const network = await startClusterNetwork((host) => {
      if (isIdle(host)) return (_, response) => response.writeHead(200, { "content-type": "text/plain" }).end();
      const alertmanager = played.get(host);
      if (alertmanager !== undefined) return ledTo(Number(new URL(alertmanager).port));
      return down.has(host) ? undefined : butterfly.node(host.replace(/\..*$/, ""));
    }, bed);
    const store = await startObjectStore({ versitygw: tools.versitygw, buckets: [bucket] }, bed);
    const edit = (_: string, text: string) => {
      const quick = text.startsWith("groups:") ? hastened(text, SPEED) : text;
      return [...played].reduce((edited, [host, url]) => edited.replaceAll(host, new URL(url).host), quick);
    };
    stack = await startThanosStack({ thanos: tools.thanos, files, store, edit }, bed);
    shards = await Promise.all(
      SHARDS.map((shard) => {
        const rendered = hastened(renderedFile(files, `prometheus/shard-${shard}/prometheus.yml`), SPEED);
        const [written] = parse(rendered).remote_write;
        const { rule_files: _, ...found } = parse(
          withDiscoveredTargets(rendered, { prometheus: 4, alertmanager: 3 }, network),
        );
        const own = { remote_write: [{ ...written, url: stack.remoteWrite }] };
        // biome-ignore lint/suspicious/noTemplateCurlyInString: Prometheus' own syntax for environment variables.
        const text = overlaid(JSON.stringify(found), own).replaceAll("${POD_NAME}", `prometheus-shard-${shard}-0`);
        return startPrometheus({ prometheus: tools.prometheus, config: text }, bed);
      }),
    );
    await Promise.all(stack.rulers.map(({ start }) => start()));
  }, 180_000);
  afterAll(() => bed.disposeAsync());

  /** The alerts on a job that an Alertmanager is told of, and that have not ended. */
  async function alertsOn(job: string, { url }: Alertmanager) {
    const answer = await fetch(`${url}/api/v2/alerts?filter=${encodeURIComponent(`job="${job}"`)}`);
    return Alerts.parse(await answer.json());
  }

  test("an alert whose series live in two shards fires once, with the numbers of all targets", async () => {
    await eventually("all coordinators", PATIENCE, async () => {
      return (await stack.query.values(`up{job="${JOB}"} == 1`)).length === 3 ? "up" : undefined;
    });
    const targets = await Promise.all(shards.map((shard) => shard.targets()));
    for (const own of targets) {
      const instances = own.flatMap(({ labels }) => (labels.job === JOB ? [labels.instance ?? ""] : []));
      // Each shard has a part of the job, and loses a target.
      expect(instances.length).toBeGreaterThan(0);
      expect(instances.length).toBeLessThan(3);
      down.add(instances[0] ?? "");
    }
    await eventually("the alert", PATIENCE, async () => {
      const told = await Promise.all(alertmanagers.map((each) => alertsOn(JOB, each)));
      return told.every((alerts) => alerts.length > 0) ? "told" : undefined;
    });
    for (const each of alertmanagers) {
      const [alert, ...others] = await alertsOn(JOB, each);
      expect(others).toEqual([]);
      expect(alert?.labels).toEqual({
        alertname: "AiobsTargetDown",
        cluster: "aiobs-prod",
        environment: "prod",
        job: JOB,
        severity: "warning",
        system: "observability",
        team: "platform",
      });
      expect(alert?.annotations.description).toMatch(/^66\.67% of the targets/);
    }
  });

  test("what both replicas record is answered once", async () => {
    const groups = await stack.query.values(
      'count(group by (cluster, node_role, method) (rate(butterfly_requests_total{method!="health_check"}[5m])))',
    );
    const recorded = await eventually("what is recorded", PATIENCE, async () => {
      const found = await stack.query.values("count(cluster_node_role_method:butterfly_requests:rate5m)");
      return found.length > 0 ? found : undefined;
    });
    expect(recorded).toEqual(groups);
  });

  test("exposes what its catalogue says", async () => {
    const own = furtherCatalogues.filter(({ system }) => system === "thanos-ruler");
    expect(own).toHaveLength(1);
    for (const { http } of stack.rulers) {
      const answer = await fetch(`http://${http}/metrics`, { headers: { accept: TEXT_FORMAT } });
      expect(catalogueDifferences(readExposition(await answer.text()), [...own, targetCatalogue])).toEqual([]);
    }
  });

  test("a replica that is killed and comes back tells of no alert anew, and ends none", async () => {
    const before = await Promise.all(alertmanagers.map((each) => alertsOn(JOB, each)));
    await stack.rulers[0]?.kill();
    await stack.rulers[0]?.start();
    const end = performance.now() + LOOKED_FOR_MS;
    while (performance.now() < end) {
      const told = await Promise.all(alertmanagers.map((each) => alertsOn(JOB, each)));
      expect(told.map((alerts) => alerts.map(identity))).toEqual(before.map((alerts) => alerts.map(identity)));
      await sleep(500);
    }
  });

  test("with an ingestor lost, it goes on: the alert ends with its fault", async () => {
    await stack.ingestors[0]?.kill();
    down.clear();
    await eventually("the end of the alert", PATIENCE, async () => {
      const told = await Promise.all(alertmanagers.map((each) => alertsOn(JOB, each)));
      return told.every((alerts) => alerts.length === 0) ? "ended" : undefined;
    });
  });
});

/** What `prod` renders where its Prometheus is divided. */
async function inTwoShards(bed: AsyncDisposableStack): Promise<Rendered> {
  const file = join(temporaryFolder(bed), "Pulumi.prod.yaml");
  const written = readFileSync(join(ROOT, "Pulumi.prod.yaml"), "utf8");
  writeFileSync(file, overlaid(written, { config: { "aiobs:prometheus": { shards: SHARDS.length } } }));
  return (await previewStack("prod", file)).files;
}
