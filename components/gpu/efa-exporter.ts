import { readdirSync, readFileSync } from "node:fs";
import { FABRIC_LABEL } from "../compute/node-labels.ts";
import { portNumber, type ServerIdentity } from "../workload/identity.ts";
import type { Server } from "../workload/server.ts";

const IDENTITY = {
  name: "efa-exporter",
  zone: "host",
  component: "exporter",
  instance: "node",
  ports: { http: { number: 9410, metricsPath: "/metrics" } },
} as const satisfies ServerIdentity;

/** The program: files of TypeScript that Node runs as they are (https://nodejs.org/docs/latest-v24.x/api/typescript.html). */
const PROGRAM = new URL("../../efa/", import.meta.url);

/** What the adapters of nodes with EFA count, which no other exporter tells (`efa/counters.ts`). */
export function efaExporter(): Server {
  return {
    ...IDENTITY,
    image: "node",
    replication: { kind: "DaemonSet", nodes: [[{ key: FABRIC_LABEL, values: ["efa"] }]] },
    args: ["node", "/efa/main.ts", "/host/sys", String(portNumber(IDENTITY, "http"))],
    config: [{ name: "program", mountPath: "/efa", folder: "efa-exporter", files: program(), onChange: "restart" }],
    resources: { cpu: "10m", cpuLimit: "200m", memory: "128Mi" },
    probes: {
      readiness: { port: "http", path: "/" },
      liveness: { port: "http", path: "/" },
      startupSeconds: 30,
    },
    hostAccess: {
      // The adapters of a pod's own sysfs have no counters: those are shown in the node's network namespace alone.
      why: "reads the adapters' counters from the node's own sysfs, read-only and as no particular user",
      paths: [{ name: "sys", path: "/sys", mountPath: "/host/sys" }],
    },
    calls: [],
  };
}

function program(): Readonly<Record<string, string>> {
  const sources = readdirSync(PROGRAM).filter((file) => file.endsWith(".ts"));
  const files = sources.sort().map((file) => [file, readFileSync(new URL(file, PROGRAM), "utf8")]);
  return { ...Object.fromEntries(files), "package.json": '{ "type": "module" }\n' };
}
