import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { images } from "../../facts/images.ts";
import { SENT_JOB } from "../../mixins/applications/metrics.ts";
import { recordingGroups } from "../../mixins/groups.ts";
import { anyStack } from "../../mixins/mixin.ts";
import { ROOT } from "../../preview/root.ts";
import type { Label } from "../../queries/catalogue.ts";
import { checkPromQL, indexSeries } from "../../queries/promql/check.ts";
import { catalogues, mixins } from "../observed.ts";

const recordings = mixins.flatMap((mixin) => recordingGroups(mixin, anyStack).flatMap(({ rules }) => rules));
const index = indexSeries(catalogues, recordings);
const problemsOf = (query: string) => checkPromQL(query, index).problems.map(({ message }) => message);

const targets = catalogues.flatMap(({ targetLabels }) => (targetLabels === "any target" ? [] : [targetLabels]));

describe("the catalogues together", () => {
  test("are one for each system, and of one mind about a series that several have", () => {
    const systems = catalogues.map(({ system }) => system);
    expect(new Set(systems).size).toBe(systems.length);
    for (const { system, metrics } of catalogues) {
      expect(new Set(metrics.map(({ name }) => name)).size, `${system} has a metric twice`).toBe(metrics.length);
    }
    const types = new Map<string, string>();
    for (const { name, type } of catalogues.flatMap(({ metrics }) => metrics)) {
      expect(types.get(name) ?? type, name).toBe(type);
      types.set(name, type);
    }
  });

  test("have between them the jobs that are scraped, and no others", () => {
    const plans = globSync("test/plans/*.yaml", { cwd: ROOT }).map((file) => readFileSync(join(ROOT, file), "utf8"));
    const jobs = plans.flatMap((plan) => [...plan.matchAll(/job_name: (\S+)((?:(?!job_name:).)*)/gs)]);
    // An application's is as the settings call it, and what it sends bears its name, too.
    const ofAnApplication = ([, job, rest]: readonly string[]) =>
      job === SENT_JOB || /target_label: application$/m.test(rest ?? "");
    const scraped = jobs.filter((job) => !ofAnApplication(job)).map(([, job]) => job);
    const named = targets.filter(({ application }) => application === undefined);
    expect(named.flatMap(({ job }) => job?.values ?? []).sort()).toEqual([...new Set(scraped)].sort());
  });

  test("make an index without a problem", () => {
    expect(index.problems).toEqual([]);
  });

  test("bound a label by a closed set or with a reason", () => {
    const check = (where: string, labels: Readonly<Record<string, Label>>) => {
      for (const [label, { bound, values, reason }] of Object.entries(labels)) {
        // A label that a stack's settings fill in has no value here.
        if (bound === undefined && (values === undefined || values.length === 0)) continue;
        expect(bound, `${where}{${label}}`).toBeGreaterThanOrEqual(1);
        expect(values?.length ?? bound, `${where}{${label}}`).toBe(bound);
        expect(values !== undefined || reason !== undefined, `${where}{${label}} has no reason`).toBe(true);
      }
    };
    for (const { system, targetLabels, metrics } of catalogues.filter((each) => each.system !== "butterfly")) {
      if (targetLabels !== "any target") check(system, targetLabels);
      for (const { name, labels } of metrics) check(name, labels);
    }
  });

  test.each(recordings)("$record is sound", ({ expr }) => {
    expect(checkPromQL(expr, index, { use: "record" }).problems).toEqual([]);
  });
});

describe("the catalogues let pass what the servers have", () => {
  test.each([
    'process_resident_memory_bytes{job="alertmanager"}',
    'sum by (job) (go_goroutines{job=~"kubelet|grafana|butterfly-.*"})',
    'rate(promhttp_metric_handler_requests_total{code="500"}[5m])',
    'up{job="dcgm-exporter"}',
    // Of a whole node, of a pod, of a container.
    'container_memory_working_set_bytes{id="/", pod=""}',
    'sum by (namespace, pod) (container_memory_working_set_bytes{container="", pod!=""})',
    'container_memory_working_set_bytes{container!=""} / on (namespace, pod, container) group_left kube_pod_container_resource_limits{resource="memory"}',
    'node_filesystem_avail_bytes{device_error=""} / node_filesystem_size_bytes',
    'node_filesystem_readonly{device_error!=""}',
    'kube_pod_owner{owner_kind=""}',
    'kube_job_status_failed{reason=""} > 0',
    "histogram_quantile(0.9, sum by (le) (rate(kubelet_cgroup_manager_duration_seconds_bucket[5m])))",
    "rate(rest_client_request_duration_seconds_sum[5m]) / rate(rest_client_request_duration_seconds_count[5m])",
    "increase(node_vmstat_oom_kill[5m])",
    "rate(node_netstat_Tcp_RetransSegs[5m])",
    'grafana_http_request_duration_seconds_bucket{anything="at all"}',
  ])("%s", (query) => {
    expect(problemsOf(query)).toEqual([]);
  });
});

describe("the catalogues refuse what no server has", () => {
  test.each([
    ['up{job="promtheus"}', /`job` is never "promtheus"/],
    ['kube_pod_info{job="kubelet"}', /`job` is never "kubelet"/],
    ['node_cpu_seconds_total{mode="ideal"}', /No value of `mode`|never "ideal"/],
    ["container_memory_working_set_byte", /no metric/],
    // Thrown away by the scrape job.
    ["rate(rest_client_request_duration_seconds_bucket[5m])", /no metric/],
    ["container_tasks_state", /no metric/],
    // Switched off where it is deployed.
    ["kube_pod_labels", /no metric/],
    ["rate(node_load1[5m])", /gauge/],
  ])("%s", (query, message) => {
    expect(problemsOf(query)).toEqual([expect.stringMatching(message)]);
  });
});

describe("a metric that nobody described, in a dashboard that people bring along", () => {
  const severitiesOf = (query: string) =>
    checkPromQL(query, index, { content: "foreign" }).problems.map(({ severity }) => severity);

  test.each(["butterfly_cpu_usage", "maestro_requests", "canary_runs", "traces_spanmetrics_calls"])(
    "is refused where nothing else has metrics of that kind: %s",
    (query) => expect(severitiesOf(query)).toEqual(["error"]),
  );

  test.each([
    "node_hwmon_temp_crit_hyst_celsius",
    "node_processes_state",
    "kube_configmap_info",
    "container_tasks_state",
    "grafana_alerting_notification_latency_seconds_sum",
    "vllm_requests",
  ])("is doubted where another machine or release may have it: %s", (query) =>
    expect(severitiesOf(query)).toEqual(["warning"]),
  );
});

describe("the records", () => {
  const files = globSync("mixins/*/recorded/*.json", { cwd: ROOT }).map((file) => basename(file, ".json"));
  const contracts = globSync("contracts/recorded/*.json", { cwd: ROOT }).map((file) => basename(file, ".json"));

  test.each(["prometheus", "alertmanager", "kube-state-metrics", "node-exporter"])(
    "of %s are of the version that is deployed",
    (exporter) => {
      const image = Object.values(images).find((each) => each.includes(`/${exporter}:`));
      const [, deployed] = image?.split("@")[0]?.split(":v") ?? [];
      const of = exporter === "kube-state-metrics" ? contracts : files;
      expect(of.filter((file) => file.startsWith(`${exporter}-`))).toEqual([`${exporter}-${deployed}`]);
    },
  );

  test("are each one that some page tells how it was made", () => {
    const page = readFileSync(join(ROOT, "mixins/recorded.md"), "utf8");
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) expect(page).toContain(`\`${file}\``);
  });
});
