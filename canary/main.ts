/**
 * The canary: each minute it makes one known request, walks every way from one kind of telemetry to another, and exposes what
 * it found. It runs from a ConfigMap in the stock Node image: it imports nothing but Node's own modules and its neighbours.
 * Its one argument is the file with its settings.
 */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { arrowsBetween } from "./arrows.ts";
import { Findings } from "./findings.ts";
import { walk } from "./round.ts";
import { parseSettings } from "./settings.ts";
import { TelemetryServers } from "./telemetry-servers.ts";

const { urls, everySeconds, patienceSeconds, betweenSeconds, port } = parseSettings(
  readFileSync(process.argv[2] ?? "/etc/canary/canary.json", "utf8"),
);
process.once("SIGTERM", () => process.exit(0));
const arrows = arrowsBetween(urls);
const findings = new Findings(arrows.map(({ name }) => name));
const round = {
  servers: new TelemetryServers(urls),
  arrows,
  findings,
  patience: patienceSeconds,
  between: betweenSeconds,
  log: (line: string) => void process.stdout.write(`${line}\n`),
};

const server = createServer((request, response) => {
  if (request.url !== "/metrics") return void response.end("ok\n");
  response.setHeader("content-type", "application/openmetrics-text; version=1.0.0; charset=utf-8");
  response.end(findings.openMetrics());
});
server.listen(port);
void walk(round);
setInterval(() => void walk(round), everySeconds * 1000);
