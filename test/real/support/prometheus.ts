import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { freePort, LOOPBACK } from "../../../tools/servers/ports.ts";
import { answers, type RunningServer, startServer } from "../../../tools/servers/processes.ts";
import { temporaryFolder } from "../../../tools/servers/temporary-folder.ts";
import { PrometheusApi } from "./prometheus-api.ts";

/** What to start a Prometheus from. */
export interface PrometheusSpec {
  /** Absolute path of the binary. */
  readonly prometheus: string;
  /** Its configuration file. */
  readonly config: string;
  /** Further arguments. Absent: none. */
  readonly args?: readonly string[];
}

/** Starts a Prometheus that stands alone; it stops with the bed. */
export async function startPrometheus(
  { prometheus, config, args: further = [] }: PrometheusSpec,
  bed: AsyncDisposableStack,
): Promise<PrometheusApi & RunningServer> {
  const folder = temporaryFolder(bed);
  const file = join(folder, "prometheus.yml");
  await writeFile(file, config);
  const url = `http://${LOOPBACK}:${await freePort()}`;
  const args = [
    `--config.file=${file}`,
    `--storage.tsdb.path=${join(folder, "data")}`,
    `--web.listen-address=${new URL(url).host}`,
    ...further,
  ];
  const ready = () => answers(`${url}/-/ready`);
  const server = await startServer({ name: "prometheus", command: prometheus, args, ready }, bed);
  return Object.assign(new PrometheusApi(url), server);
}
