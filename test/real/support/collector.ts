import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { freePort, LOOPBACK } from "../../../tools/servers/ports.ts";
import { answers, type RunningServer, startServer } from "../../../tools/servers/processes.ts";
import { temporaryFolder } from "../../../tools/servers/temporary-folder.ts";
import { type Overlay, overlaid } from "./overlaid.ts";

/** What to start an OpenTelemetry Collector from. */
export interface CollectorSpec {
  /** Absolute path of the binary. */
  readonly otelcol: string;
  /** Its configuration file as it is rendered, with the paths on this machine. It has the extension `health_check`. */
  readonly config: string;
  /** Where else it listens and whom it calls: the endpoints of its receivers and exporters. */
  readonly overlay: Overlay;
  /** Variables that its configuration names: secrets, and what Kubernetes says of a pod. Absent: none. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A collector that runs on this machine. */
export interface Collector extends RunningServer {
  /** Where its own metrics are. */
  readonly metricsUrl: string;
}

/** Starts a collector; it stops with the bed. Of its configuration only addresses are replaced. */
export async function startCollector(
  { otelcol, config, overlay, env = {} }: CollectorSpec,
  bed: AsyncDisposableStack,
): Promise<Collector> {
  const [health, metrics] = [`${LOOPBACK}:${await freePort()}`, await freePort()];
  const addresses: Overlay = {
    extensions: { health_check: { endpoint: health } },
    service: {
      telemetry: {
        metrics: { readers: [{ pull: { exporter: { prometheus: { host: LOOPBACK, port: metrics } } } }] },
      },
    },
  };
  const file = join(temporaryFolder(bed), "otelcol.yaml");
  await writeFile(file, overlaid(overlaid(config, addresses), overlay));
  const server = await startServer(
    { name: "otelcol", command: otelcol, args: [`--config=${file}`], env, ready: () => answers(`http://${health}`) },
    bed,
  );
  return { ...server, metricsUrl: `http://${LOOPBACK}:${metrics}/metrics` };
}
