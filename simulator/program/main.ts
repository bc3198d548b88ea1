/**
 * The simulator as it is deployed: from ConfigMaps, in the stock Node image. It imports nothing but Node's own modules and its
 * neighbours. Its one argument is the folder with its settings and the catalogues.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { healthy } from "../scenarios/all.ts";
import { serve } from "./serve.ts";
import { tell } from "./tell.ts";
import { World } from "./world.ts";

/** Seconds of a step: each scrape finds something new. */
const STEP = 5;

const folder = process.argv[2] ?? "/etc/simulator";
const read = (file: string) => JSON.parse(readFileSync(join(folder, file), "utf8"));
const { port, cluster, seed, otlp } = read("simulator.json");
process.once("SIGTERM", () => process.exit(0));
const start = Math.floor(Date.now() / 1000 / STEP) * STEP;
const world = new World(read("catalogues.json"), { seed, start, step: STEP, scenario: healthy });
const server = serve(world, { port, speed: 1, cluster });
tell(world, { every: STEP, seed, cluster, ...(otlp === undefined ? {} : { otlp }) });
server.on("listening", () => {
  const address = server.address();
  if (typeof address === "object" && address !== null) console.log(`serving http://localhost:${address.port}/`);
});
