/** How often the heartbeat really comes: Alertmanager's own timers, twenty times faster. */
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { renderAlertmanagerConfig } from "../../components/alerting/alertmanager-config.ts";
import { serveOnLoopback } from "../../tools/servers/loopback-server.ts";
import { freePort, LOOPBACK } from "../../tools/servers/ports.ts";
import { settingsWith } from "../components/settings.ts";
import { type Alertmanager, startAlertmanager } from "./support/alertmanager.ts";
import { hastened } from "./support/hastened.ts";
import { describeWithTools } from "./with-tools.ts";

const SPEED = 20;
/** The setting's minute. */
const INTERVAL_SECONDS = 60 / SPEED;
const BEATS = 5;
const WATCHDOG = { alertname: "Watchdog", cluster: "local" };

const { alertmanager: settings } = settingsWith({
  alertmanager: {
    receivers: { none: {}, heartbeat: { webhook: { url: { secret: "heartbeatUrl" } } } },
    watchdog: { receiver: "heartbeat", interval: "1m" },
  },
});
const config = hastened(renderAlertmanagerConfig(settings, []), SPEED);

describeWithTools(["alertmanager"], "the heartbeat", ({ alertmanager }) => {
  /** A service that takes its time to answer; the seconds between its beats are counted. */
  async function listener(answerSeconds: number, bed: AsyncDisposableStack) {
    const beats: number[] = [];
    const heartbeatUrl = await serveOnLoopback(async (_, response) => {
      beats.push(performance.now() / 1000);
      await sleep(answerSeconds * 1000);
      response.end();
    }, bed);
    const gaps = () => beats.slice(1).map((at, index) => at - (beats[index] ?? 0));
    return { secrets: { heartbeatUrl }, gaps };
  }

  async function waitForBeats(): Promise<void> {
    await sleep((BEATS + 0.5) * INTERVAL_SECONDS * 1000);
  }

  test.concurrent.for([
    ["at once", 0],
    ["after a third of the interval", INTERVAL_SECONDS / 3],
  ] as const)("comes at its interval where the service answers %s", async ([, answerSeconds], { onTestFinished }) => {
    const bed = new AsyncDisposableStack();
    onTestFinished(() => bed.disposeAsync());
    const { secrets, gaps } = await listener(answerSeconds, bed);
    const alone = await startAlertmanager({ alertmanager, config, secrets }, bed);
    await alone.fire(WATCHDOG);
    await waitForBeats();
    expect(gaps().length).toBeGreaterThanOrEqual(BEATS - 1);
    for (const gap of gaps()) expect(Math.abs(gap - INTERVAL_SECONDS)).toBeLessThan(INTERVAL_SECONDS / 4);
  });

  test.concurrent("is late by half an interval at most while replicas count from other times", async ({
    onTestFinished,
  }) => {
    const bed = new AsyncDisposableStack();
    onTestFinished(() => bed.disposeAsync());
    const { secrets, gaps } = await listener(0, bed);
    const gossip = [`${LOOPBACK}:${await freePort()}`, `${LOOPBACK}:${await freePort()}`];
    const replicas: Alertmanager[] = [];
    for (const address of gossip) {
      const args = [
        `--cluster.listen-address=${address}`,
        ...gossip.map((peer) => `--cluster.peer=${peer}`),
        "--cluster.settle-timeout=1s",
        // 15 s by default.
        `--cluster.peer-timeout=${15_000 / SPEED}ms`,
      ];
      replicas.push(await startAlertmanager({ alertmanager, config, secrets, args }, bed));
    }
    for (const replica of replicas) {
      await replica.fire(WATCHDOG);
      // As after a restart: the next replica's groups begin near the end of this one's interval.
      await sleep(0.95 * INTERVAL_SECONDS * 1000);
    }
    await waitForBeats();
    expect(gaps().length).toBeGreaterThanOrEqual(BEATS - 1);
    expect(Math.max(...gaps())).toBeLessThan(1.75 * INTERVAL_SECONDS);
  });
});
