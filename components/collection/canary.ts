import { readdirSync, readFileSync } from "node:fs";
import type { PlaceFacts } from "../place.ts";
import { serviceAddress } from "../workload/addresses.ts";
import { type Connection, callServer } from "../workload/connection.ts";
import { DATA_SOURCES } from "../workload/data-source.ts";
import { portNumber, type ServerIdentity } from "../workload/identity.ts";
import type { Joint, Server } from "../workload/server.ts";
import { AGENT } from "./agent/agent.ts";

const IDENTITY = {
  name: "canary",
  zone: "main",
  component: "prober",
  ports: { http: { number: 8080, metricsPath: "/metrics" } },
} as const satisfies ServerIdentity;

/** The program: files of TypeScript that Node runs as they are (https://nodejs.org/docs/latest-v24.x/api/typescript.html). */
const PROGRAM = new URL("../../canary/", import.meta.url);

/** How often a request is made, how long it is looked for and how often, in seconds. */
const PACE = { everySeconds: 60, patienceSeconds: 180, betweenSeconds: 5 } as const;

/** The canary: walks the ways that people take in Grafana, and says which lead nowhere. */
export function canary(place: PlaceFacts): Server {
  return {
    ...IDENTITY,
    image: "node",
    replication: { kind: "Deployment", replicas: 1 },
    args: ["node", "/canary/main.ts", "/etc/canary/canary.json"],
    config: [{ name: "program", mountPath: "/canary", folder: "canary", files: program(), onChange: "restart" }],
    join: (all) => joint(place, all),
    resources: { cpu: "20m", cpuLimit: "500m", memory: "128Mi" },
    probes: {
      readiness: { port: "http", path: "/" },
      liveness: { port: "http", path: "/" },
      startupSeconds: 30,
    },
    calls: [],
  };
}

function program(): Readonly<Record<string, string>> {
  const sources = readdirSync(PROGRAM).filter((file) => file.endsWith(".ts"));
  const files = sources.sort().map((file) => [file, readFileSync(new URL(file, PROGRAM), "utf8")]);
  return { ...Object.fromEntries(files), "package.json": '{ "type": "module" }\n' };
}

/** Whom it asks: the servers that are data sources, and the agent on its node. */
function joint(place: PlaceFacts, all: readonly Server[]): Joint {
  const calls: Connection[] = [];
  const urls: { [server in keyof typeof DATA_SOURCES | "otlp"]?: string } = {};
  for (const what of ["metrics", "logs", "traces"] as const) {
    const server = all.find(({ dataSource }) => dataSource?.uid === DATA_SOURCES[what]);
    if (server?.dataSource === undefined) continue;
    calls.push(callServer(server, server.dataSource.port, "look for the known request"));
    urls[what] = `http://${serviceAddress(place, server, server.dataSource.port)}`;
  }
  if (all.some(({ name }) => name === AGENT.name)) {
    calls.push(callServer(AGENT, "otlp-http", "send the known request's spans"));
    urls.otlp = `http://${serviceAddress(place, AGENT, "otlp-http")}`;
  }
  const file = `${JSON.stringify({ urls, ...PACE, port: portNumber(IDENTITY, "http") }, null, 2)}\n`;
  return {
    calls,
    config: [
      {
        name: "settings",
        mountPath: "/etc/canary",
        folder: "canary",
        files: { "canary.json": file },
        onChange: "restart",
      },
    ],
  };
}
