/** Whose labels win where Butterfly's own meet those of its targets: decided in `mixins/butterfly/scrape.ts`, shown by a Prometheus. */
import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { stringify } from "yaml";
import { z } from "zod";
import { butterflyScrapeJobs } from "../../mixins/butterfly/scrape.ts";
import { eventually } from "../../tools/servers/eventually.ts";
import { freePort, LOOPBACK } from "../../tools/servers/ports.ts";
import { answers, startServer } from "../../tools/servers/processes.ts";
import { temporaryFolder } from "../../tools/servers/temporary-folder.ts";
import { small } from "../mixins/butterfly/sizes.ts";
import { describeWithTools } from "./with-tools.ts";

/** What a coordinator exposes: one metric with labels of its own, one without, one that claims what is not its to say. */
const EXPOSED = `
butterfly_byzantine_faults_detected_total{node_id="compute-node-7",node_role="compute",fault_type="merkle_mismatch"} 1
butterfly_quorum_size 3
butterfly_reputation_score{node_id="compute-node-7",cluster="elsewhere",job="another"} 0.9
`;

const Answer = z.object({
  data: z.object({ result: z.array(z.object({ metric: z.record(z.string(), z.string()) })) }),
});

describeWithTools(["prometheus"], "labels of Butterfly's series", ({ prometheus }) => {
  const bed = new AsyncDisposableStack();
  let base: string;
  let instance: string;

  beforeAll(async () => {
    const coordinator = createServer((_, response) => response.setHeader("Content-Type", "text/plain").end(EXPOSED));
    const port = await freePort();
    await new Promise<void>((resolve) => coordinator.listen(port, LOOPBACK, resolve));
    bed.defer(() => void coordinator.close());
    instance = `${LOOPBACK}:${port}`;

    const folder = temporaryFolder(bed);
    const config = join(folder, "prometheus.yml");
    const jobs = butterflyScrapeJobs("butterfly-prod", { coordinators: { targets: [instance] } }, small);
    await writeFile(config, stringify({ global: { scrape_interval: "1s" }, scrape_configs: jobs }));
    base = `http://${LOOPBACK}:${await freePort()}`;
    await startServer(
      {
        name: "prometheus",
        command: prometheus,
        args: [
          `--config.file=${config}`,
          `--storage.tsdb.path=${join(folder, "data")}`,
          `--web.listen-address=${base.slice("http://".length)}`,
        ],
        ready: () => answers(`${base}/-/ready`),
      },
      bed,
    );
  });
  afterAll(() => bed.disposeAsync());

  /** The labels of the one series of a name. */
  async function series(name: string) {
    return eventually(`the series ${name}`, 30, async () => {
      const response = await fetch(`${base}/api/v1/query?query=${name}`);
      return Answer.parse(await response.json()).data.result[0]?.metric;
    });
  }

  test("keep the node that a metric names, for a coordinator counts the faults of others", async () => {
    expect(await series("butterfly_byzantine_faults_detected_total")).toEqual({
      __name__: "butterfly_byzantine_faults_detected_total",
      cluster: "butterfly-prod",
      job: "butterfly-coordinators",
      instance,
      node_id: "compute-node-7",
      node_role: "compute",
      fault_type: "merkle_mismatch",
    });
  });

  test("name the target where a metric names no node", async () => {
    expect(await series("butterfly_quorum_size")).toEqual({
      __name__: "butterfly_quorum_size",
      cluster: "butterfly-prod",
      job: "butterfly-coordinators",
      instance,
      node_id: LOOPBACK,
      node_role: "coordinator",
    });
  });

  test("take no other cluster or job from a sample, and leave no exported_ label behind", async () => {
    expect(await series("butterfly_reputation_score")).toEqual({
      __name__: "butterfly_reputation_score",
      cluster: "butterfly-prod",
      job: "butterfly-coordinators",
      instance,
      node_id: "compute-node-7",
      node_role: "coordinator",
    });
  });

  test("are on `up` as well, so that a node which does not answer has its name", async () => {
    expect(await series("up")).toMatchObject({
      cluster: "butterfly-prod",
      node_id: LOOPBACK,
      node_role: "coordinator",
    });
  });
});
