import type { TargetSeries } from "../engine/target-series.ts";
import type { ServerStep, SimulatedServer } from "./preset.ts";

/** What may be the matter with the simulated Ray cluster. */
export type RayFault =
  | "ray-head-gone"
  | "ray-down"
  | "ray-unhealthy"
  | "ray-replicas"
  | "ray-failing"
  | "ray-queue"
  | "ray-late"
  | "ray-infeasible"
  | "ray-memory"
  | "ray-crashes"
  | "ray-disk";

const GIB = 2 ** 30;
const HEAD = "ray-head";
/** What each series of Ray's says of where it comes from. */
const ANY = { SessionName: "session_2026-01-01_00-00-00_000000_1", Version: "2.60.0" } as const;
const SCOPE = { ...ANY, otel_scope_name: "ray._private.telemetry.open_telemetry_metric_recorder" } as const;
const ROUTE = { serve_application: "chat", route: "/chat" } as const;
const DEPLOYMENTS = ["Router", "Model"] as const;
const REPLICAS = 2;
/** Serve's statuses of a deployment. */
const STATUS = { unhealthy: 2, upscaling: 4, healthy: 6 } as const;
/** Requests a second that the cluster serves, the seconds of one, and how long it waits. */
const USUAL = { perSecond: 6, routerSeconds: 1.3, modelSeconds: 1.2, spread: 0.4 } as const;
const TASKS = { RUNNING: 12, PENDING_NODE_ASSIGNMENT: 3, PENDING_ARGS_AVAIL: 2 } as const;
const REASONS = ["Infeasible", "WaitingForResources", "WaitingForRemoteResources", "WaitingForWorkers"] as const;

/** The labels of what a component on a node says. */
const of = (component: string, pod: string) => ({ ...SCOPE, Component: component, NodeAddress: pod, WorkerId: pod });

function exposeNode(
  series: TargetSeries,
  pod: string,
  { seconds, random }: ServerStep,
  faults: ReadonlySet<RayFault>,
): void {
  const has = (fault: RayFault) => pod !== HEAD && faults.has(fault);
  const isHead = pod === HEAD;
  const node = { ...SCOPE, IsHeadNode: String(isHead), RayNodeType: isHead ? "head" : "worker", ip: pod };
  const raylet = of("raylet", pod);
  series.set("ray_node_cpu_count", node, 16);
  series.set("ray_node_cpu_utilization", node, Math.min(100, random.around(isHead ? 20 : 65, 0.1)));
  series.set("ray_node_mem_total", node, 64 * GIB);
  series.set(
    "ray_node_mem_used",
    node,
    64 * GIB * (has("ray-memory") ? 0.94 : Math.min(0.7, random.around(0.5, 0.03))),
  );
  const disk = has("ray-disk") ? 0.93 : 0.4;
  series.set("ray_node_disk_usage", node, 500 * GIB * disk);
  series.set("ray_node_disk_free", node, 500 * GIB * (1 - disk));
  series.set("ray_object_store_used_memory", raylet, 9 * GIB);
  series.set("ray_object_store_available_memory", raylet, 9 * GIB);
  series.set("ray_object_store_memory", { ...raylet, Location: "SPILLED" }, has("ray-disk") ? 260 * GIB : 0);
  for (const [State, count] of Object.entries({ USED: isHead ? 0 : 12, AVAILABLE: isHead ? 16 : 4 })) {
    series.set("ray_resources", { ...raylet, Name: "CPU", State }, count);
  }
  for (const Reason of REASONS) {
    const count = Reason === "Infeasible" && has("ray-infeasible") ? 3 : 0;
    series.set("ray_scheduler_unscheduleable_tasks", { ...raylet, Reason }, count);
  }
  for (const [State, count] of Object.entries(TASKS)) {
    const task = { ...of("core_worker", pod), IsRetry: "0", Name: "embed", Source: "owner", State };
    const { WorkerId: _, ...labels } = task;
    series.set("ray_tasks", labels, isHead ? 0 : random.count(count));
  }
  // Neither counter is there before it counts.
  const died = { ...raylet, Name: "embed" };
  const { WorkerId: _, ...killed } = { ...died, Type: "MemoryManager.TaskEviction.Total" };
  if (has("ray-memory")) series.add("ray_memory_manager_worker_eviction_total", killed, seconds / 60);
  const crashed = { ...died, Type: "Raylet.UnexpectedTaskFailure.Total" };
  if (has("ray-crashes")) series.add("ray_node_manager_unexpected_worker_failure_total", crashed, seconds / 60);
}

/** What the controller says, which runs on the head. */
function exposeController(series: TargetSeries, pod: string, faults: ReadonlySet<RayFault>): void {
  for (const deployment of DEPLOYMENTS) {
    const isModel = deployment === "Model";
    const labels = { ...of("core_worker", pod), serve_application: ROUTE.serve_application, deployment };
    const isDown = isModel && faults.has("ray-down");
    const isUnhealthy = isDown || (isModel && faults.has("ray-unhealthy"));
    const isShort = isModel && faults.has("ray-replicas");
    const status = isUnhealthy ? STATUS.unhealthy : isShort ? STATUS.upscaling : STATUS.healthy;
    series.set("ray_serve_deployment_status", labels, status);
    series.set("ray_serve_autoscaling_target_replicas", labels, isShort ? 2 * REPLICAS : REPLICAS);
    for (let replica = 0; replica < REPLICAS; replica++) {
      const isHealthy = !isDown && !(isUnhealthy && replica === 0);
      series.set("ray_serve_deployment_replica_healthy", { ...labels, replica: `r${replica}` }, isHealthy ? 1 : 0);
    }
  }
}

/** What proxy and replicas say, which run on the worker. */
function exposeRequests(
  series: TargetSeries,
  pod: string,
  { seconds, random }: ServerStep,
  faults: ReadonlySet<RayFault>,
): void {
  const worker = of("core_worker", pod);
  const count = random.count(USUAL.perSecond * seconds);
  const failed = random.share(count, faults.has("ray-down") ? 1 : faults.has("ray-failing") ? 0.2 : 0);
  const status = faults.has("ray-down") ? "503" : "500";
  const asked = { ...worker, ...ROUTE, method: "POST" };
  series.add("ray_serve_num_http_requests_total", { ...asked, status_code: "200" }, count - failed);
  series.add("ray_serve_num_http_requests_total", { ...asked, status_code: status }, failed);
  series.add("ray_serve_num_http_error_requests_total", { ...asked, error_code: status }, failed);
  const isLate = faults.has("ray-late");
  const median = (each: number) => ({ median: 1000 * each * (isLate ? 15 : 1), spread: USUAL.spread });
  const answered = { ...asked, status_code: "200" };
  series.observe("ray_serve_http_request_latency_ms", answered, count - failed, median(USUAL.routerSeconds));
  for (const deployment of DEPLOYMENTS) {
    const each = { ...worker, serve_application: ROUTE.serve_application, deployment };
    const replica = { ...each, replica: "r1" };
    const isModel = deployment === "Model";
    const took = isModel ? USUAL.modelSeconds : USUAL.routerSeconds;
    series.add("ray_serve_deployment_request_counter_total", { ...replica, route: ROUTE.route }, count - failed);
    series.observe(
      "ray_serve_deployment_processing_latency_ms",
      { ...replica, route: ROUTE.route },
      count - failed,
      median(took),
    );
    series.set("ray_serve_replica_processing_queries", replica, random.count(USUAL.perSecond * took));
    const queued = isModel && faults.has("ray-queue") ? 30 : 0;
    series.set("ray_serve_deployment_queued_queries", { ...each, actor_id: "a1", handle: "h1" }, queued);
  }
}

function expose(series: TargetSeries, pod: string, step: ServerStep, faults: ReadonlySet<RayFault>): void {
  if (pod === HEAD && faults.has("ray-head-gone")) {
    series.restart();
    return;
  }
  exposeNode(series, pod, step, faults);
  if (pod === HEAD) exposeController(series, pod, faults);
  else exposeRequests(series, pod, step, faults);
}

/** A head, and a worker that serves an application of two deployments. */
export const rayServers: readonly SimulatedServer<RayFault>[] = [
  { preset: "ray", application: "research", pods: [HEAD, "ray-worker-0"], port: 8080, expose },
];
