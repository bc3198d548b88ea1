/** kube-state-metrics, as the program deploys it, beside an API server with objects of each kind that it watches. */
import { setTimeout as sleep } from "node:timers/promises";
import { kubeStateMetrics } from "../../components/collection/kube-state-metrics.ts";
import { TEXT_FORMAT } from "../../mixins/exposition.ts";
import { toolNamed } from "../../tools/catalogue.ts";
import { eventually } from "../../tools/servers/eventually.ts";
import { startKubeApi } from "../../tools/servers/kube-api.ts";
import { freePort, LOOPBACK } from "../../tools/servers/ports.ts";
import { createWatchedObjects } from "../../tools/servers/watched-objects.ts";
import { builtTool } from "../install/built-tool.ts";
import { type RunningProcess, startProcess } from "../record/process.ts";
import type { Application, Stage } from "../record/recording.ts";

const NAME = "kube-state-metrics";

/** Its arguments as they are deployed, but for where it listens. */
const { args = [] } = kubeStateMetrics({
  apiServer: { to: { kind: "addresses", name: "nowhere", cidrs: [] }, ports: [], why: "it is not asked" },
});
const settings = args.filter((argument) => !argument.includes("port="));

/** A metric of the kind that it lists last: once that is there, the rest is about to come. */
const LAST = "kube_poddisruptionbudget_deletion_timestamp{";
const LAST_SECONDS = 30;
/** It lists the kinds side by side: after this all that there are have come. */
const SETTLED_MS = 3_000;
/** A scrape takes no longer, ms. */
const ANSWER_MS = 10_000;

/** kube-state-metrics at work. */
export interface WatchingProcess extends RunningProcess {
  /** What both of its ports answer, of the objects first, of itself second. */
  readonly expositions: readonly [string, string];
}

/**
 * Starts kube-state-metrics on an API server that has the objects of `tools/servers/watched-objects.yaml`, and scrapes it once it has
 * seen them.
 */
export async function watchObjects(
  { command, kubeconfig, folder }: { readonly command: string; readonly kubeconfig: string; readonly folder: string },
  bed: AsyncDisposableStack,
): Promise<WatchingProcess> {
  const [port, telemetry] = [await freePort(), await freePort()];
  const where = [`--kubeconfig=${kubeconfig}`, `--host=${LOOPBACK}`, `--telemetry-host=${LOOPBACK}`];
  const ports = [`--port=${port}`, `--telemetry-port=${telemetry}`];
  const ready = `http://${LOOPBACK}:${telemetry}/readyz`;
  const watching = await startProcess(
    { name: NAME, command, args: [...settings, ...where, ...ports], folder, ready },
    bed,
  );
  await eventually("the metrics of the last object", LAST_SECONDS, async () =>
    (await scrape(port)).includes(LAST) ? true : undefined,
  );
  await sleep(SETTLED_MS);
  return { ...watching, expositions: [await scrape(port), await scrape(telemetry)] };
}

async function scrape(port: number): Promise<string> {
  const headers = { accept: TEXT_FORMAT };
  const answer = await fetch(`http://${LOOPBACK}:${port}/metrics`, { headers, signal: AbortSignal.timeout(ANSWER_MS) });
  if (!answer.ok) throw new Error(`${NAME}'s /metrics answered ${answer.status}`);
  return answer.text();
}

async function record({ bed, folder, tell }: Stage) {
  const tools = { etcd: builtTool("etcd"), "kube-apiserver": builtTool("kube-apiserver") };
  const command = builtTool(NAME);
  tell("starts an API server");
  const api = await startKubeApi(tools, bed);
  tell("creates objects of each kind");
  await createWatchedObjects(api);
  tell("starts");
  const { expositions, lines, stop } = await watchObjects({ command, kubeconfig: api.kubeconfig, folder }, bed);
  await stop();
  return { expositions, lines, places: {} };
}

/** kube-state-metrics, where its binary and those of an API server are built. */
export const deployedKubeStateMetrics: Application = {
  name: NAME,
  version: toolNamed(NAME).version,
  settings,
  from: "the Go module proxy",
  record,
};
