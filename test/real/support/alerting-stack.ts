import { join } from "node:path";
import type { RequestListener } from "node:http";
import { parse, stringify } from "yaml";
import { z } from "zod";
import { ButterflyCluster } from "./butterfly-cluster.ts";
import { ledTo, startClusterNetwork } from "./cluster-network.ts";
import { hastened } from "./hastened.ts";
import { putPodOnDisk } from "./pod-on-disk.ts";
import { freePort, LOOPBACK } from "./ports.ts";
import { answers, startServer } from "./processes.ts";
import { Receivers } from "./receivers.ts";
import { type Rendered, renderedFile } from "./rendered.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** From the scraped endpoint to the receivers: all replicas of Prometheus and Alertmanager, as a stack renders them. */
export interface AlertingStack {
  readonly butterfly: ButterflyCluster;
  readonly receivers: Receivers;
  /** URL of each Prometheus replica. */
  readonly prometheus: readonly string[];
  /** URL of each Alertmanager replica. */
  readonly alertmanagers: readonly string[];
  /** The targets that Prometheus is to find. */
  readonly targets: number;
}

/** Where to start it from. */
export interface AlertingStackArgs {
  readonly tools: { readonly prometheus: string; readonly alertmanager: string };
  readonly files: Rendered;
  /** How many times shorter each wait is; 1: as rendered. */
  readonly speed: number;
}

/** The routing key that PagerDuty is to be sent. */
export const ROUTING_KEY = "routing-key-of-a-test";

/** The path of the receivers' server that stands for PagerDuty. */
export const PAGERDUTY = "pagerduty";

const PrometheusYml = z.looseObject({
  alerting: z.looseObject({
    alertmanagers: z.array(z.looseObject({ static_configs: z.array(z.looseObject({ targets: z.array(z.string()) })) })),
  }),
  scrape_configs: z.array(
    z.looseObject({
      job_name: z.string(),
      static_configs: z.array(z.looseObject({ targets: z.array(z.string()) })).optional(),
    }),
  ),
});

const AlertmanagerYml = z.looseObject({
  global: z.looseObject({}),
  receivers: z.array(z.looseObject({ name: z.string(), webhook_configs: z.array(z.unknown()).optional() })),
});

/**
 * Starts it. What differs from the pods:
 *
 * - Paths are below a temporary folder, and the servers listen on the loopback address.
 * - Addresses stay as rendered and are reached through a proxy (`proxy_url`), which stands for DNS and the network.
 * - What Kubernetes and DNS would discover is written down with the labels that discovery gives it, and is relabelled as
 *   rendered. Jobs whose targets are not played here (kubelets, exporters, Grafana) have none.
 * - Alertmanagers gossip over ports of the loopback address.
 * - The receivers' secrets are URLs of the test's server, PagerDuty's API among them; every receiver that notifies anybody
 *   also posts to a webhook `copy-of-<receiver>`, which gets all labels.
 * - Every wait is `speed` times shorter, by {@link hastened}.
 */
export async function startAlertingStack(args: AlertingStackArgs, bed: AsyncDisposableStack): Promise<AlertingStack> {
  const { files, speed, tools } = args;
  const folder = temporaryFolder(bed);
  const butterfly = new ButterflyCluster();
  const receivers = await Receivers.start(bed);
  const hosts = new Map<string, RequestListener>();
  const network = await startClusterNetwork(hosts, bed);

  const podsOf = async (part: string, edit: (podPath: string, text: string) => string) => {
    const pod = (index: number) =>
      putPodOnDisk(files, part, { root: join(folder, `${part}-${index}`), edit, secret: secretFor(receivers) });
    const first = await pod(0);
    const others = await Promise.all(Array.from({ length: first.replicas - 1 }, (_, index) => pod(index + 1)));
    return Promise.all([first, ...others].map(async (laidOut) => ({ ...laidOut, port: await freePort(), gossip: await freePort() })));
  };

  const alertmanagers = await podsOf("alertmanager", (_, text) => hastened(withTestReceivers(text, receivers), speed));
  for (const [index, { args: podArgs, port }] of alertmanagers.entries()) {
    const gossip = alertmanagers.map((peer) => `${LOOPBACK}:${peer.gossip}`);
    await startServer(
      {
        name: `alertmanager-${index}`,
        command: tools.alertmanager,
        args: [...podArgs.map((arg) => onLoopback(arg, index, gossip)), `--web.listen-address=${LOOPBACK}:${port}`],
        ready: () => answers(`http://${LOOPBACK}:${port}/-/ready`),
      },
      bed,
    );
  }

  const rendered = PrometheusYml.parse(parse(renderedFile(files, "prometheus/prometheus.yml")));
  for (const address of rendered.alerting.alertmanagers.flatMap(targetsOf)) {
    const pod = alertmanagers[Number(/^alertmanager-(\d+)\./.exec(address)?.[1])];
    if (pod === undefined) throw new Error(`prometheus.yml sends alerts to ${address}, which is no replica of Alertmanager`);
    hosts.set(address, ledTo(pod.port));
  }
  const config = (text: string) => withPlayedTargets(text, network, discovered);
  const prometheus = await podsOf("prometheus", (podPath, text) =>
    hastened(podPath.endsWith("prometheus.yml") ? config(text) : text, speed),
  );
  const discovered = discoveredTargets(prometheus.length, alertmanagers.length);
  const targets = PrometheusYml.parse(parse(config(renderedFile(files, "prometheus/prometheus.yml")))).scrape_configs;
  for (const address of targets.flatMap(targetsOf)) hosts.set(address, playedBy(address, { butterfly, prometheus, alertmanagers }));
  await Promise.all(
    prometheus.map(({ args: podArgs, port }, index) =>
      startServer(
        {
          name: `prometheus-${index}`,
          command: tools.prometheus,
          args: [...podArgs, `--web.listen-address=${LOOPBACK}:${port}`],
          env: { POD_NAME: `prometheus-${index}` },
          ready: () => answers(`http://${LOOPBACK}:${port}/-/ready`),
        },
        bed,
      ),
    ),
  );
  const urls = (pods: readonly { readonly port: number }[]) => pods.map(({ port }) => `http://${LOOPBACK}:${port}`);
  return { butterfly, receivers, prometheus: urls(prometheus), alertmanagers: urls(alertmanagers), targets: 0 };
}
