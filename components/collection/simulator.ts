import { readdirSync, readFileSync } from "node:fs";
import { simulatedMetrics } from "../../mixins/simulated-metrics.ts";
import type { ScrapedSystem } from "../metrics/scraped-system.ts";
import type { PlaceFacts } from "../place.ts";
import { serviceAddress } from "../workload/addresses.ts";
import { callServer } from "../workload/connection.ts";
import { DATA_SOURCES } from "../workload/data-source.ts";
import { portNumber, type ServerIdentity } from "../workload/identity.ts";
import type { ConfigDirectory, Joint, Server } from "../workload/server.ts";
import { AGENT } from "./agent/agent.ts";

const SIMULATOR = {
  name: "simulator",
  zone: "main",
  component: "simulator",
  ports: { http: { number: 9464 } },
} as const satisfies ServerIdentity;

/** The program: folders of TypeScript that Node runs as it is. Files beside the folders are the command line's. */
const PROGRAM = new URL("../../simulator/", import.meta.url);

/** The label `cluster` of everything simulated: nobody takes it for the real one. */
const CLUSTER = "simulated";

const SEED = 1;

/** The simulator: behaves like the observed systems, in health and in faults (`POST /scenario/<name>`). */
export function simulator(place: PlaceFacts): Server {
  return {
    ...SIMULATOR,
    image: "node",
    // Two would each have a world of its own.
    replication: { kind: "Deployment", replicas: 1 },
    args: ["node", "/simulator/program/main.ts", "/etc/simulator"],
    config: program(),
    join: (all) => joint(place, all),
    resources: { cpu: "50m", cpuLimit: "1", memory: "192Mi" },
    probes: {
      readiness: { port: "http", path: "/" },
      liveness: { port: "http", path: "/" },
      startupSeconds: 60,
    },
    calls: [],
  };
}

/** A ConfigMap a folder: one holds a mebibyte at most, and no folders (https://kubernetes.io/docs/concepts/configuration/configmap/). */
function program(): readonly ConfigDirectory[] {
  const folders = readdirSync(PROGRAM, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders
    .map(({ name }) => name)
    .sort()
    .map((folder) => ({
      name: folder,
      mountPath: `/simulator/${folder}`,
      folder: `simulator/${folder}`,
      files: { ...sourcesIn(new URL(`${folder}/`, PROGRAM)), "package.json": '{ "type": "module" }\n' },
      onChange: "restart",
    }));
}

function sourcesIn(folder: URL): Readonly<Record<string, string>> {
  const sources = readdirSync(folder).filter((file) => file.endsWith(".ts"));
  return Object.fromEntries(sources.sort().map((file) => [file, readFileSync(new URL(file, folder), "utf8")]));
}

/** Its spans go where every application's go: to the agent on its node, where the stack has traces. */
function joint(place: PlaceFacts, all: readonly Server[]): Joint {
  if (!all.some(({ dataSource }) => dataSource?.uid === DATA_SOURCES.traces))
    return { calls: [], config: [settings({})] };
  const otlp = `http://${serviceAddress(place, AGENT, "otlp-http")}`;
  return { calls: [callServer(AGENT, "otlp-http", "send what is simulated")], config: [settings({ otlp })] };
}

function settings(more: { readonly otlp?: string }): ConfigDirectory {
  const own = { port: portNumber(SIMULATOR, "http"), cluster: CLUSTER, seed: SEED, ...more };
  return {
    name: "settings",
    mountPath: "/etc/simulator",
    folder: "simulator",
    files: {
      "catalogues.json": `${JSON.stringify(simulatedMetrics())}\n`,
      "simulator.json": `${JSON.stringify(own, null, 2)}\n`,
    },
    onChange: "restart",
  };
}

/**
 * How Prometheus finds the simulated targets: the simulator lists them, each with the labels that its system's own scrape job
 * would give it, so that rules and dashboards know them.
 */
export function simulatedTargets(place: PlaceFacts): ScrapedSystem {
  return {
    jobs: [
      {
        job_name: SIMULATED_JOB,
        honor_labels: true,
        http_sd_configs: [
          { url: `http://${serviceAddress(place, SIMULATOR, "http")}/targets`, refresh_interval: "15s" },
        ],
      },
    ],
    calls: [callServer(SIMULATOR, "http", "scrape what is simulated")],
  };
}

const SIMULATED_JOB = "simulated";
