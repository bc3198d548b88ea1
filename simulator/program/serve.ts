/** The simulated targets over HTTP, for Prometheus to discover and to scrape. */
import { createServer, type IncomingMessage, type Server } from "node:http";
import { TEXT_FORMAT, textFormat } from "../engine/exposition.ts";
import type { Target } from "../engine/target.ts";
import { scenarios } from "../scenarios/all.ts";
import type { World } from "./world.ts";

const MILLISECONDS = 1000;

/** How a world is served. */
export interface ServeOptions {
  /** Port; 0: any. */
  readonly port: number;
  /** Seconds of the world that pass in one second. */
  readonly speed: number;
  /** What the world is scraped as: the label `cluster` of its targets. */
  readonly cluster: string;
}

/**
 * Serves a world whose time runs on from where it is.
 *
 * - `/targets`: all targets, for `http_sd_configs` (https://prometheus.io/docs/prometheus/latest/http_sd/);
 * - `/targets/<job>/<instance>/metrics`: what one exposes; 503 while it is silent;
 * - `/scenario`: what is played, and with POST to `/scenario/<name>` another one from now on;
 * - `/`: a list of these.
 */
export function serve(world: World, { port, speed, cluster }: ServeOptions): Server {
  const start = { world: world.time, clock: performance.now() };
  const now = () => start.world + ((performance.now() - start.clock) / MILLISECONDS) * speed;
  return createServer((request, response) => {
    world.advanceTo(now());
    const { status, body, type = "text/plain; charset=utf-8" } = answerTo(request, world, cluster);
    response.writeHead(status, { "content-type": type }).end(body);
  }).listen(port);
}

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly type?: string;
}

function answerTo({ url = "/", method, headers }: IncomingMessage, world: World, cluster: string): Answer {
  const path = url.replace(/\?.*$/, "");
  const known = world.targets.filter(({ state }) => state !== "gone");
  const target = known.find((each) => path === metricsPath(each));
  if (target?.state === "silent") return { status: 503, body: "this target does not answer in this scenario\n" };
  if (target !== undefined) return { status: 200, body: textFormat(target.series), type: TEXT_FORMAT };
  const [, name] = /^\/scenario\/([\w-]+)$/.exec(path) ?? [];
  if (name !== undefined && method === "POST") return play(world, name);
  switch (path) {
    case "/": {
      return { status: 200, body: overview(world, known) };
    }
    case "/targets": {
      const body = JSON.stringify(known.map((each) => discovered(each, headers.host ?? "localhost", cluster)));
      return { status: 200, body, type: "application/json" };
    }
    case "/scenario":
      return { status: 200, body: `${world.scenario.name}\n` };
    default:
      return { status: 404, body: `nothing is at ${path}; try /\n` };
  }
}

function play(world: World, name: string): Answer {
  const scenario = scenarios.find((each) => each.name === name);
  if (scenario === undefined) return { status: 404, body: `no scenario "${name}"; there are ${names()}\n` };
  world.play(scenario);
  return { status: 200, body: `${name}: ${scenario.summary}\n` };
}

function metricsPath({ labels: { job, instance } }: Target): string {
  return `/targets/${job}/${instance}/metrics`;
}

function discovered(target: Target, host: string, cluster: string): object {
  return { targets: [host], labels: { ...target.labels, cluster, __metrics_path__: metricsPath(target) } };
}

function overview({ scenario }: World, known: readonly Target[]): string {
  return [
    `scenario ${scenario.name}: ${scenario.summary}`,
    `POST /scenario/<name> plays another: ${names()}`,
    "/targets lists the targets for Prometheus' HTTP service discovery:",
    ...known.map(metricsPath),
    "",
  ].join("\n");
}

function names(): string {
  return scenarios.map(({ name }) => name).join(", ");
}
