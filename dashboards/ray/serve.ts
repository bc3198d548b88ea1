import { inWords } from "../../mixins/limit.ts";
import { rayLimits as limits } from "../../mixins/ray/limits.ts";
import { orZero } from "../kit/absent.ts";
import type { Band } from "../kit/layout.ts";
import { stat } from "../kit/panels/stat.ts";
import { timeseries } from "../kit/panels/timeseries.ts";
import { highIsBad } from "../kit/thresholds.ts";
import { chosen } from "../preset/variables.ts";
import { APPLICATION, DEPLOYMENT, latency, OF_APPLICATION, OF_DEPLOYMENT, requests, served } from "./selector.ts";

/** What Serve answers, how soon, and with how many replicas. */
export function serveBands(): Band[] {
  return [
    { height: 4, panels: [nodesNow(), unhealthyNow(), requestsNow(), failedNow(), latencyNow(), infeasibleNow()] },
    { title: "Serve", height: 8, panels: [answered(), failures(), durations()] },
    { height: 8, panels: [replicas(), waiting(), processing()] },
  ];
}

const nodesNow = () =>
  stat({
    id: 1,
    title: "Nodes",
    description:
      "Nodes of the chosen clusters that answer, their heads among them.\n\n**Good:** as many as were asked for. **Otherwise:** none is a head: RayHeadGone.",
    unit: "locale",
    graph: "sparkline",
    decimals: 0,
    queries: [{ expr: `count(ray_node_cpu_count{${chosen}})`, legend: "Nodes" }],
  });

const unhealthyNow = () =>
  stat({
    id: 20,
    title: "Unhealthy",
    description:
      "Deployments of Serve whose replicas crash or do not pass their health checks, or that could not be deployed.\n\n**Good:** none. **Otherwise:** RayServeDeploymentUnhealthy says which; RayServeDeploymentDown where no replica is left.",
    unit: "locale",
    graph: "none",
    decimals: 0,
    thresholds: highIsBad({ red: 1 }),
    queries: [
      {
        expr: orZero(
          `count(max by (${OF_DEPLOYMENT}) (ray_serve_deployment_status{${chosen}} > 0) <= 2)`,
          `ray_serve_deployment_status{${chosen}}`,
        ),
        legend: "Unhealthy",
      },
    ],
  });

const requestsNow = () =>
  stat({
    id: 2,
    title: "Requests",
    description:
      "Requests over HTTP per second, of all applications of Serve.\n\n**Good:** as people and programs ask. **Otherwise:** none of an application that is asked for: RayServeDeploymentDown, or its proxy is gone.",
    unit: "reqps",
    graph: "sparkline",
    decimals: 1,
    queries: [{ expr: `sum(${requests()})`, legend: "Requests" }],
  });

const failedNow = () =>
  stat({
    id: 3,
    title: "Failed requests",
    description: `Share of the requests that failed, of the application where it is largest.\n\n**Good:** none. **Otherwise:** above ${inWords(limits.failedShare)} RayServeRequestsFailing fires.`,
    unit: "percentunit",
    graph: "sparkline",
    decimals: 1,
    min: 0,
    thresholds: highIsBad({ yellow: 0.01, red: limits.failedShare.value }),
    queries: [{ expr: `max((${requests("failed")} or 0 * ${requests()}) / (${requests()} > 0))`, legend: "Failed" }],
  });

const latencyNow = () =>
  stat({
    id: 4,
    title: "P95 of requests",
    description: `Of 100 requests 95 take no longer, of the application where they take longest.\n\n**Good:** as usual for it. **Otherwise:** above ${inWords(limits.requestDuration)} RayServeLate fires.`,
    unit: "s",
    graph: "sparkline",
    decimals: 2,
    min: 0,
    thresholds: highIsBad({ yellow: 5, red: limits.requestDuration.value }),
    queries: [{ expr: `max(${latency(0.95)})`, legend: "P95" }],
  });

const infeasibleNow = () =>
  stat({
    id: 21,
    title: "Fit no node",
    description:
      "Tasks and actors that ask for more than any node has.\n\n**Good:** none. **Otherwise:** for a quarter of an hour, RayTasksInfeasible: they wait for ever.",
    unit: "locale",
    graph: "none",
    decimals: 0,
    thresholds: highIsBad({ red: 1 }),
    queries: [
      { expr: `sum(ray_scheduler_unscheduleable_tasks{${chosen}, Reason="Infeasible"})`, legend: "Infeasible" },
    ],
  });

const answered = () =>
  timeseries({
    id: 5,
    title: "Requests by application",
    description:
      "Requests over HTTP per second, by application of Serve.\n\n**Good:** as asked. **Otherwise:** a fall to nothing: its route, its proxy or what is before it.",
    unit: "reqps",
    series: "stacked",
    queries: [{ expr: requests(), legend: APPLICATION }],
  });

const failures = () =>
  timeseries({
    id: 6,
    title: "Failed requests by status",
    description:
      "Requests over HTTP per second that failed, by application and status.\n\n**Good:** none. **Otherwise:** `500`: the code of a deployment, see its log; `503`: its queue is full (`max_queued_requests`) or it has no replica; `408`: it took longer than `request_timeout_s`.",
    unit: "reqps",
    series: "stacked",
    queries: [
      {
        expr: `sum by (${OF_APPLICATION}, error_code) (rate(ray_serve_num_http_error_requests_total{${served}}[5m]))`,
        legend: `${APPLICATION} {{error_code}}`,
      },
    ],
  });

const durations = () =>
  timeseries({
    id: 7,
    title: "Time of a request",
    description: `How long requests take from the proxy on, by application.\n\n**Good:** P95 under ${inWords(limits.requestDuration)}. **Otherwise:** RayServeLate: compare with *Time in a deployment*; what is not there, requests wait.`,
    unit: "s",
    series: "lines",
    queries: [
      { expr: latency(0.5), legend: `${APPLICATION} P50` },
      { expr: latency(0.95), legend: `${APPLICATION} P95` },
    ],
  });

const replicas = () =>
  timeseries({
    id: 8,
    title: "Healthy replicas",
    description:
      "Replicas that are healthy, by deployment, and how many the autoscaler wants, where it does.\n\n**Good:** both alike. **Otherwise:** fewer for long: RayServeReplicasMissing; none: RayServeDeploymentDown.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    min: 0,
    queries: [
      { expr: `sum by (${OF_DEPLOYMENT}) (ray_serve_deployment_replica_healthy{${chosen}})`, legend: DEPLOYMENT },
      {
        expr: `max by (${OF_DEPLOYMENT}) (ray_serve_autoscaling_target_replicas{${chosen}})`,
        legend: `${DEPLOYMENT} wanted`,
      },
    ],
  });

const waiting = () =>
  timeseries({
    id: 9,
    title: "Requests that wait for a replica",
    description: `Requests that no replica has taken yet, and those that replicas work on, by deployment.\n\n**Good:** they come and go. **Otherwise:** RayServeQueueGrows from ${inWords(limits.queuedRequests)} on: more replicas, or a larger \`max_ongoing_requests\` where they have room.`,
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      {
        expr: `sum by (${OF_DEPLOYMENT}) (ray_serve_deployment_queued_queries{${chosen}})`,
        legend: `${DEPLOYMENT} waiting`,
      },
      {
        expr: `sum by (${OF_DEPLOYMENT}) (ray_serve_replica_processing_queries{${chosen}})`,
        legend: `${DEPLOYMENT} running`,
      },
    ],
  });

const processing = () =>
  timeseries({
    id: 10,
    title: "Time in a deployment",
    description:
      "Of 100 requests 95 take no longer in a replica, by deployment; one that asks another waits for it.\n\n**Good:** the deployment with the model has most of it. **Otherwise:** one in between: what it does of its own, or `num_cpus` that are too few for it.",
    unit: "s",
    series: "lines",
    queries: [
      {
        expr: `histogram_quantile(0.95, sum by (${OF_DEPLOYMENT}, le) (rate(ray_serve_deployment_processing_latency_ms_bucket{${chosen}}[5m]))) / 1000`,
        legend: DEPLOYMENT,
      },
    ],
  });
