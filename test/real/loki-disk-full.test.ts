/** Loki whose volume is nearly full: it takes nothing that it could lose, the agent keeps it, and all of it is there once there is room. */
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { eventually } from "../../tools/servers/eventually.ts";
import { temporaryFolder } from "../../tools/servers/temporary-folder.ts";
import { agentOnNode } from "./support/agent.ts";
import { lokiPorts, startLoki } from "./support/loki.ts";
import type { LokiApi } from "./support/loki-api.ts";
import { putPodOnDisk } from "./support/pod-on-disk.ts";
import { renderStack } from "./support/rendered.ts";
import { fill, smallVolume } from "./support/small-volume.ts";
import { describeWithTools } from "./with-tools.ts";

/** The volume, and how much of it something else takes: more than the nine tenths at which Loki stops. */
const VOLUME_MEBIBYTES = 100;
const TAKEN_BYTES = 94 * 2 ** 20;

const PATIENCE = 60;

/** The agent tries again at once, not after up to half a minute. */
const hasty = { retry_on_failure: { initial_interval: "100ms", max_interval: "500ms" } };

const lines = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => `line ${from + n}.`);

describeWithTools(["loki", "otelcol"], "Loki, as rendered, on a volume", ({ loki: command, otelcol }) => {
  test("that is nearly full refuses lines, keeps those that it took, and gets the rest once there is room", async ({
    skip,
  }) => {
    await using bed = new AsyncDisposableStack();
    const volume = await smallVolume(VOLUME_MEBIBYTES, bed);
    if (volume === undefined) return skip("mounting a volume needs root");
    const files = await renderStack("local");
    const disk = await putPodOnDisk(files, "loki", { root: temporaryFolder(bed) });
    const config = readFileSync(disk.path("/etc/loki/loki.yaml"), "utf8").replaceAll(disk.path("/var/loki"), volume);
    const ports = await lokiPorts();
    const start = () => startLoki({ loki: command, config, ports }, bed);
    let loki = await start();
    const overlay = { exporters: { "otlp_http/loki": hasty } };
    const agent = await agentOnNode({ otelcol, files, loki: `${loki.url}/otlp`, overlay }, bed);
    await agent.start();

    agent.log(lines(0, 200));
    await all(loki, lines(0, 200));

    const filler = join(volume, "filler");
    fill(filler, TAKEN_BYTES);
    // It looks every ten seconds. Until then it takes lines, for which there is room.
    for (let n = 200; (await refused(loki)) === 0; n += 1) {
      expect(n).toBeLessThan(500);
      agent.log(lines(n, n + 1));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const taken = [...(await found(loki)).keys()];
    agent.log(lines(500, 600));

    await loki.kill();
    loki = await start();
    await all(loki, taken);

    rmSync(filler);
    await all(loki, [...taken, ...lines(500, 600)]);
    expect([...(await found(loki)).values()].filter((times) => times !== 1)).toEqual([]);
  });
});

/** The lines that are answered, and how often each. */
async function found(loki: LokiApi): Promise<ReadonlyMap<string, number>> {
  const answered = await loki.lines('{service_name="compute"}');
  return new Map([...Map.groupBy(answered, ({ line }) => line)].map(([line, same]) => [line, same.length]));
}

async function all(loki: LokiApi, expected: readonly string[]): Promise<void> {
  await eventually("every line", PATIENCE, async () => {
    const there = await found(loki);
    return expected.every((line) => there.has(line)) ? "there" : undefined;
  });
}

/** Requests with lines that were answered so that the agent tries again. */
async function refused({ url }: LokiApi): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const counted = /^loki_request_duration_seconds_count\{.*route="otlp_v1_logs".*status_code="503".*\} (\d+)$/m.exec(
    text,
  );
  return Number(counted?.[1] ?? 0);
}
