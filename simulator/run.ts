import { once } from "node:events";
import { closeSync, openSync, writeSync } from "node:fs";
import type { Server } from "node:http";
import { simulatedMetrics } from "../mixins/simulated-metrics.ts";
import type { ServeRequest, WriteRequest } from "./command-line.ts";
import { END, scrape } from "./engine/openmetrics.ts";
import { serve } from "./program/serve.ts";
import { World } from "./program/world.ts";
import { scenarios } from "./scenarios/all.ts";
import { faultOf } from "./scenarios/scenario.ts";

/** Seconds of a step while targets are served: each scrape finds something new. */
const STEP = 5;

/** The scenarios, as text or as JSON. */
export function listScenarios(format: "text" | "json"): string {
  if (format === "json") {
    const rows = scenarios.map((scenario) => {
      const { name, summary, minutes, alerts } = scenario;
      return { name, summary, minutes, fault: faultOf(scenario), alerts };
    });
    return `${JSON.stringify(rows)}\n`;
  }
  const width = Math.max(...scenarios.map(({ name }) => name.length));
  return scenarios.map(({ name, summary }) => `${name.padEnd(width)}  ${summary}\n`).join("");
}

/**
 * Serves a simulation until the process ends.
 * @throws when the port cannot be listened on.
 */
export async function runServe({ scenario, seed, speed, port, cluster }: ServeRequest): Promise<Server> {
  const start = Math.floor(Date.now() / 1000 / STEP) * STEP;
  const world = new World(simulatedMetrics(), { seed, start, step: STEP, scenario });
  const server = serve(world, { port, speed, cluster });
  await once(server, "listening");
  return server;
}

/**
 * Writes what scrapes of a simulation would store.
 *
 * @returns how many samples there are.
 * @throws when the file cannot be written.
 */
export function runWrite({ scenario, seed, cluster, file, seconds, every, start }: WriteRequest): number {
  const from = Math.floor((start ?? Date.now() / 1000 - seconds) / every) * every;
  const world = new World(simulatedMetrics(), { seed, start: from, step: every, scenario });
  const output = openSync(file, "w");
  try {
    let samples = 0;
    for (let time = from + every; time <= from + seconds; time += every) {
      world.advanceTo(time);
      const text = scrape(world.targets, cluster, time);
      samples += text.split("\n").length - 1;
      writeSync(output, text);
    }
    writeSync(output, END);
    return samples;
  } finally {
    closeSync(output);
  }
}
