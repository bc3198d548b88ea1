import type { RequestListener } from "node:http";
import { join } from "node:path";
import { freePort, LOOPBACK } from "../../../tools/servers/ports.ts";
import { answers, startServer } from "../../../tools/servers/processes.ts";
import { temporaryFolder } from "../../../tools/servers/temporary-folder.ts";
import { ButterflyCluster } from "./butterfly-cluster.ts";
import { ledTo, startClusterNetwork } from "./cluster-network.ts";
import { isIdle, withDiscoveredTargets } from "./discovered-targets.ts";
import { hastened } from "./hastened.ts";
import { putPodOnDisk, replicasOf } from "./pod-on-disk.ts";
import { PrometheusApi } from "./prometheus-api.ts";
import { Receivers } from "./receivers.ts";
import type { Rendered } from "./rendered.ts";

/** A stack from the scraped endpoint to the receivers. */
export interface AlertingStack {
  readonly butterfly: ButterflyCluster;
  readonly receivers: Receivers;
  /** Each Prometheus replica. */
  readonly prometheus: readonly PrometheusApi[];
  /** URL of each Alertmanager replica. */
  readonly alertmanagers: readonly string[];
}

/** What to start it from. */
export interface AlertingStackArgs {
  readonly tools: { readonly prometheus: string; readonly alertmanager: string };
  readonly files: Rendered;
  /** How many times shorter each wait is; 1: as rendered. */
  readonly speed: number;
}

/** Prometheus gathers what discovery finds for 5 s before it scrapes it. A flag that its help does not list, for this use. */
const QUICK_DISCOVERY = "--scrape.discovery-reload-interval=1s";

/**
 * Starts as many replicas of Alertmanager and Prometheus as a stack has, with the arguments, configuration and rules that it
 * renders. These things differ from the cluster's, and no others:
 *
 * - Paths are below a temporary folder; servers listen, and Alertmanagers gossip, on the loopback address.
 * - Addresses stay, and are reached through a proxy that stands for DNS and the network.
 * - What Kubernetes and DNS would discover is written down with discovery's own labels. Jobs for parts that do not run here
 *   (kubelets, exporters, Grafana) have a target that exposes nothing; Loki's tells that lines come, for that they do not is told of.
 * - The receivers' secrets, and PagerDuty's address, lead to the test's own server; receivers send it a copy besides.
 * - Every wait is `speed` times shorter ({@link hastened}); ranges in queries stay.
 */
export async function startAlertingStack(
  { tools, files, speed }: AlertingStackArgs,
  bed: AsyncDisposableStack,
): Promise<AlertingStack> {
  const folder = temporaryFolder(bed);
  const butterfly = new ButterflyCluster();
  const receivers = await Receivers.start(bed);
  const replicas = { prometheus: replicasOf(files, "prometheus"), alertmanager: replicasOf(files, "alertmanager") };
  const ports = {
    prometheus: await freePorts(replicas.prometheus),
    alertmanager: await freePorts(replicas.alertmanager),
    gossip: await freePorts(replicas.alertmanager),
  };

  const playedBy = (host: string): RequestListener | undefined => {
    if (isIdle(host)) return (_, response) => response.writeHead(200, { "content-type": "text/plain" }).end(idle(host));
    const [, name = "", index] = /^([a-z-]+)-(\d+)\./.exec(host) ?? [];
    if (name === "prometheus" || name === "alertmanager") {
      const port = ports[name][Number(index)];
      return port === undefined ? undefined : ledTo(port);
    }
    return butterfly.node(`${name}-${index}`);
  };
  const network = await startClusterNetwork(playedBy, bed);

  const gossip = ports.gossip.map((port) => `${LOOPBACK}:${port}`);
  const startAlertmanager = async (port: number, index: number) => {
    const pod = await putPodOnDisk(files, "alertmanager", {
      root: join(folder, `alertmanager-${index}`),
      secret: (name) => receivers.secret(name),
      edit: (_, text) => hastened(receivers.withCopies(text), speed),
    });
    const args = pod.args.map((argument) => gossipOnLoopback(argument, index, gossip));
    await startReplica({ name: `alertmanager-${index}`, command: tools.alertmanager, args, port }, bed);
  };
  const startPrometheus = async (port: number, index: number) => {
    const pod = await putPodOnDisk(files, "prometheus", {
      root: join(folder, `prometheus-${index}`),
      edit: (podPath, text) =>
        hastened(podPath.endsWith("/prometheus.yml") ? withDiscoveredTargets(text, replicas, network) : text, speed),
    });
    const args = speed === 1 ? pod.args : [...pod.args, QUICK_DISCOVERY];
    await startReplica({ name: `prometheus-${index}`, command: tools.prometheus, args, port }, bed);
  };
  await Promise.all([...ports.alertmanager.map(startAlertmanager), ...ports.prometheus.map(startPrometheus)]);
  return {
    butterfly,
    receivers,
    prometheus: urls(ports.prometheus).map((url) => new PrometheusApi(url)),
    alertmanagers: urls(ports.alertmanager),
  };
}

/** What a target exposes that is there for its job's sake alone. */
function idle(host: string): string {
  return host.startsWith("loki.") ? `loki_distributor_lines_received_total ${Date.now()}\n` : "";
}

interface Replica {
  /** The pod's name. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly port: number;
}

async function startReplica({ name, command, args, port }: Replica, bed: AsyncDisposableStack): Promise<void> {
  const address = `${LOOPBACK}:${port}`;
  await startServer(
    {
      name,
      command,
      args: [...args, `--web.listen-address=${address}`],
      env: { POD_NAME: name },
      ready: () => answers(`http://${address}/-/ready`),
    },
    bed,
  );
}

/** Alertmanager's own cluster: its address and its peers' are ports of this machine. */
function gossipOnLoopback(argument: string, index: number, gossip: readonly string[]): string {
  const [, flag, value = ""] = /^(--cluster\.(?:listen-address|advertise-address|peer))=(.+)$/.exec(argument) ?? [];
  if (flag === undefined) return argument;
  const replica = flag === "--cluster.peer" ? Number(/^alertmanager-(\d+)\./.exec(value)?.[1]) : index;
  const address = gossip[replica];
  if (address === undefined) throw new Error(`${argument} is no replica: there are ${gossip.length}`);
  return `${flag}=${address}`;
}

function freePorts(count: number): Promise<readonly number[]> {
  return Promise.all(Array.from({ length: count }, freePort));
}

function urls(ports: readonly number[]): readonly string[] {
  return ports.map((port) => `http://${LOOPBACK}:${port}`);
}
