/**
 * The whole path: a fault in the scraped system, Prometheus in all its replicas, Alertmanager in all of its, the person on
 * call. Servers, arguments, configuration, rules and notification templates are those that `prod` renders;
 * {@link startAlertingStack} says what differs. Two such stacks run side by side: one in which every wait is shorter, to see
 * more happen, and one at its own pace, for the time that a page really takes.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { eventually } from "../../tools/servers/eventually.ts";
import { type AlertingStack, startAlertingStack } from "./support/alerting-stack.ts";
import { isIdle } from "./support/discovered-targets.ts";
import { longestWait } from "./support/longest-wait.ts";
import { BYZANTINE, dashboardOf, notification, PATIENCE, secondsToPage } from "./support/pages.ts";
import { PagerDutyEvent, SlackMessage, WebhookMessage } from "./support/receivers.ts";
import { type Rendered, renderStack } from "./support/rendered.ts";
import { describeWithTools } from "./with-tools.ts";

/** How many times shorter waits are: a group's interval of 5 min is 10 s, a scrape interval of 15 s is the shortest wait, 1 s. */
const SPEED = 30;

/** Seconds of work of all servers between a fault and its page, the configured waits apart. */
const WORK_SECONDS = 10;

/**
 * Alertmanager replica n waits n times 15 s for its peers' word that they have sent a notification, and then sends it itself
 * (`--cluster.peer-timeout`): only then has a second page had its chance. Of three replicas the last waits longest.
 */
const SECOND_CHANCE_SECONDS = 2 * 15 + 2;

/** What is there to be scraped, by job and instance. A pod that is not an observer, and a port without metrics, are not. */
const TARGETS = [
  ["alertmanager", "alertmanager-0"],
  ["alertmanager", "alertmanager-1"],
  ["alertmanager", "alertmanager-2"],
  ["butterfly-compute-nodes", "compute-node-1.butterfly.example.com:9090"],
  ["butterfly-compute-nodes", "compute-node-2.butterfly.example.com:9090"],
  ["butterfly-compute-nodes", "compute-node-3.butterfly.example.com:9090"],
  ["butterfly-compute-nodes", "compute-node-4.butterfly.example.com:9090"],
  ["butterfly-coordinators", "coordinator-1.butterfly.example.com:9090"],
  ["butterfly-coordinators", "coordinator-2.butterfly.example.com:9090"],
  ["butterfly-coordinators", "coordinator-3.butterfly.example.com:9090"],
  ["butterfly-observers", "observer-0:9090"],
  ["prometheus", "prometheus-0"],
  ["prometheus", "prometheus-1"],
] as const;

const NO_QUORUM = "ButterflyClusterBelowQuorum";
const QUEUE = "ButterflyQueueBuildup";
const HOT_GPU = "ButterflyGPUOverheating";
/** Follows from the nodes that the quorum lacks, and is not held back by its loss: it may be the reason. */
const DEGRADED = "ButterflyNodesDegraded";

describeWithTools(["prometheus", "alertmanager"], "from a fault to a page", (tools) => {
  const bed = new AsyncDisposableStack();
  let files: Rendered;
  let stack: AlertingStack;
  let atOwnPace: Promise<number>;

  beforeAll(async () => {
    files = await renderStack("prod");
    const [hastenedStack, ownPace] = await Promise.all([
      startAlertingStack({ tools, files, speed: SPEED }, bed),
      startAlertingStack({ tools, files, speed: 1 }, bed),
    ]);
    stack = hastenedStack;
    atOwnPace = secondsToPage(ownPace);
    // It is awaited by the last test: until then a failure is nobody's.
    atOwnPace.catch(() => {});
  });
  afterAll(() => bed.disposeAsync());

  test("all that is discovered is scraped by each Prometheus, and every rule is evaluated without an error", async () => {
    for (const prometheus of stack.prometheus) {
      await eventually("a scrape of every target", PATIENCE, async () => {
        const targets = await prometheus.targets();
        const found = targets.map(({ labels: { job = "", instance = "" }, health, lastError }) => ({
          job,
          instance,
          health,
          lastError,
        }));
        expect(found.filter(({ health, lastError }) => health !== "up" || lastError !== "")).toEqual([]);
        const known = found.filter(({ instance }) => !isIdle(instance)).map(({ job, instance }) => [job, instance]);
        expect(known.sort()).toEqual(TARGETS);
        return true;
      });

      const rules = await eventually("the first evaluation of every rule", PATIENCE, async () => {
        const all = await prometheus.rules();
        return all.some(({ health }) => health === "unknown") ? undefined : all;
      });
      expect(rules.length).toBeGreaterThan(0);
      expect(rules.filter(({ health, lastError }) => health !== "ok" || lastError !== undefined)).toEqual([]);
    }
  });

  test("a healthy cluster notifies nobody; the heartbeat alone is sent, again and again", async () => {
    await eventually("three heartbeats", PATIENCE, () => {
      const heartbeats = stack.receivers.sentTo("heartbeatUrl", WebhookMessage);
      return heartbeats.length >= 3 || undefined;
    });
    const [heartbeat] = stack.receivers.sentTo("heartbeatUrl", WebhookMessage);
    expect(heartbeat?.message).toMatchObject({ receiver: "heartbeat", status: "firing" });
    expect(heartbeat?.message.alerts.map(({ labels }) => labels.alertname)).toEqual(["Watchdog"]);
    expect(stack.receivers.notified()).toEqual(["copy-for-heartbeat", "heartbeatUrl"]);
    for (const prometheus of stack.prometheus) {
      // Pending ones would be here, too.
      expect(await prometheus.alertNames()).toEqual(["Watchdog"]);
    }
  });

  test("a node keeps the name that the application gives it, and no label is pushed aside", async () => {
    for (const prometheus of stack.prometheus) {
      const selector = 'butterfly_byzantine_faults_detected_total{instance=~"coordinator-1.*"}';
      expect(await prometheus.series(selector)).toEqual(
        // The culprits, whom the coordinator names; the coordinator itself is the instance.
        ["compute-node-1", "compute-node-2"].map((culprit) => ({
          __name__: "butterfly_byzantine_faults_detected_total",
          cluster: "aiobs-prod",
          fault_type: "merkle_mismatch",
          instance: "coordinator-1.butterfly.example.com:9090",
          job: "butterfly-coordinators",
          node_id: culprit,
          node_role: "coordinator",
        })),
      );
      const labels = await prometheus.labelNames('{job=~"butterfly-.+"}');
      expect(labels.filter((label) => label.startsWith("exported_"))).toEqual([]);
    }
  });

  test("a Byzantine fault pages whoever is on call, with all they need to know", async () => {
    const fault = performance.now();
    stack.butterfly.condition.faultsFound["compute-node-2"] = 1;
    const page = await notification(stack.receivers, "copy-for-oncall", BYZANTINE, "firing");
    console.info(`fault to page: ${((page.at - fault) / 1000).toFixed(1)} s with waits ${SPEED} times shorter`);

    expect(page.message.receiver).toBe("oncall");
    expect(page.message.alerts.map(({ labels }) => labels)).toEqual([
      {
        alertname: BYZANTINE,
        severity: "critical",
        team: "butterfly",
        system: "butterfly",
        cluster: "aiobs-prod",
        environment: "prod",
        node_id: "compute-node-2",
        fault_type: "merkle_mismatch",
      },
    ]);
    const annotations = page.message.alerts[0]?.annotations ?? {};
    const { summary = "", description = "", runbook_url = "", dashboard_url = "" } = annotations;
    expect(summary).toMatch(/compute-node-2.*aiobs-prod.*\.$/);
    for (const part of [/\b1\b/, /merkle_mismatch/, /compute-node-2/]) expect(description).toMatch(part);
    expect(runbook_url).toBe(`https://runbooks.example.com/aiobs/${BYZANTINE}.md`);
    expect(dashboard_url).toBe(dashboardOf("compute-node-2"));

    // The services that `oncall` really names.
    const pagerDuty = await eventually(
      "the event for PagerDuty",
      PATIENCE,
      () => stack.receivers.sentTo("pagerduty", PagerDutyEvent)[0],
    );
    expect(pagerDuty.message).toMatchObject({
      routing_key: "value-of-pagerdutyRoutingKey",
      event_action: "trigger",
      payload: { severity: "critical", summary },
      links: [
        { href: runbook_url, text: "Runbook" },
        { href: dashboard_url, text: "Dashboard" },
      ],
    });
    const slack = await eventually(
      "the message for Slack",
      PATIENCE,
      () => stack.receivers.sentTo("slackWebhookUrl", SlackMessage)[0],
    );
    expect(slack.message.channel).toBe("#aiobs-pages");
    expect(slack.message.attachments[0]?.title).toBe(`[FIRING:1] ${BYZANTINE} aiobs-prod`);
    for (const part of [summary, description, runbook_url, dashboard_url]) {
      expect(slack.message.attachments[0]?.text).toContain(part);
    }
  });

  test("a lost quorum pages, and what follows from it is held back", async () => {
    stack.butterfly.condition.activeNodes = 4;
    stack.butterfly.condition.tasksQueued = 150;
    // The next tests': they take as long.
    stack.butterfly.condition.gpuCelsius = 91;
    stack.butterfly.condition.faultsFound["compute-node-1"] = 2;
    const page = await notification(stack.receivers, "copy-for-oncall", NO_QUORUM, "firing");
    expect(page.message.alerts.map(({ labels }) => labels)).toEqual([
      {
        alertname: NO_QUORUM,
        severity: "critical",
        team: "butterfly",
        system: "butterfly",
        cluster: "aiobs-prod",
        environment: "prod",
      },
    ]);
    expect(page.message.alerts[0]?.annotations.description).toMatch(/\b4 active nodes; the quorum is 5\b/);

    for (const alertmanager of stack.alertmanagers) {
      const held = await eventually(`the alert ${QUEUE} at ${alertmanager}`, PATIENCE, async () => {
        const response = await fetch(`${alertmanager}/api/v2/alerts?filter=alertname%3D${QUEUE}`);
        return HeldAlerts.parse(await response.json())[0];
      });
      expect(held.status.state).toBe("suppressed");
      expect(held.status.inhibitedBy).toHaveLength(1);
    }
    // Gone before the quorum is back: an alert that nothing holds back any more would be sent.
    stack.butterfly.condition.tasksQueued = 3;
  });

  test("a warning goes to the team and wakes nobody", async () => {
    const { message } = await notification(stack.receivers, "copy-for-team", HOT_GPU, "firing");
    expect(message.receiver).toBe("team");
    expect(message.alerts.map(({ labels }) => [labels.severity, labels.node_id, labels.gpu_id])).toEqual([
      ["warning", "compute-node-1", "0"],
    ]);
    const channels = stack.receivers.sentTo("slackWebhookUrl", SlackMessage).map(({ message: { channel } }) => channel);
    expect(channels).toContain("#aiobs-alerts");
  });

  test("a second node at fault joins the page, which still says what is wrong and where to look", async () => {
    const events = await eventually("the second event for PagerDuty", PATIENCE, () => {
      const sent = stack.receivers.sentTo("pagerduty", PagerDutyEvent).map(({ message }) => message);
      const byzantine = sent.filter(({ links }) => links.some(({ href }) => href.endsWith(`/${BYZANTINE}.md`)));
      return byzantine.length > 1 ? byzantine : undefined;
    });
    const [first, second] = events;
    // PagerDuty tells by the key that it is the same incident, and refuses an event without a summary.
    expect(second?.dedup_key).toBe(first?.dedup_key);
    expect(second?.payload.summary).toMatch(/^Butterfly node compute-node-\d .*\. One of 2 alerts\.$/);
    expect(second?.payload.severity).toBe("critical");
    const [, named = ""] = / (compute-node-\d) /.exec(second?.payload.summary ?? "") ?? [];
    expect(second?.links.map(({ href }) => href)).toEqual([first?.links[0]?.href, dashboardOf(named)]);
  });

  test("the end of a fault is told to those who were told of the fault", async () => {
    await eventually(`the end of ${QUEUE}`, PATIENCE, async () => {
      const names = await Promise.all(stack.prometheus.map((prometheus) => prometheus.alertNames()));
      return names.flat().includes(QUEUE) ? undefined : true;
    });
    stack.butterfly.condition.activeNodes = 7;
    const { message } = await notification(stack.receivers, "copy-for-oncall", NO_QUORUM, "resolved");
    expect(message.alerts.map(({ status }) => status)).toEqual(["resolved"]);
    const ended = await eventually("the end for PagerDuty", PATIENCE, () =>
      stack.receivers
        .sentTo("pagerduty", PagerDutyEvent)
        .find(({ message: { event_action } }) => event_action === "resolve"),
    );
    expect(ended.message.routing_key).toBe("value-of-pagerdutyRoutingKey");
  });

  test("all replicas together make one notification of each", async () => {
    const first = await notification(stack.receivers, "copy-for-oncall", BYZANTINE, "firing");
    await sleep(Math.max(0, SECOND_CHANCE_SECONDS * 1000 - (performance.now() - first.at)));
    const pages = stack.receivers.sentTo("copy-for-oncall", WebhookMessage);
    const sizes = (name: string) =>
      pages
        .filter(({ message: { groupLabels } }) => groupLabels.alertname === name)
        .map(({ message: { status, alerts } }) => [status, alerts.length]);
    expect(sizes(BYZANTINE)).toEqual([
      ["firing", 1],
      ["firing", 2],
    ]);
    expect(sizes(NO_QUORUM)).toEqual([
      ["firing", 1],
      ["resolved", 1],
    ]);
    expect(pages).toHaveLength(4);
    expect(stack.receivers.sentTo("pagerduty", PagerDutyEvent)).toHaveLength(4);
    const told = stack.receivers
      .sentTo("copy-for-team", WebhookMessage)
      .map(({ message: { groupLabels } }) => groupLabels.alertname);
    expect(new Set(told)).toEqual(new Set([HOT_GPU, DEGRADED]));
    expect(told).toHaveLength(2);
    expect(stack.prometheus.length).toBeGreaterThan(1);
    expect(stack.alertmanagers.length).toBeGreaterThan(1);
  });

  test("at prod's own pace a page takes no longer than its intervals add up to", async () => {
    const longest = longestWait(files, "oncall") + WORK_SECONDS;
    const taken = await atOwnPace;
    console.info(`fault to page: ${taken.toFixed(1)} s with prod's own intervals, which allow ${longest} s`);
    expect(taken).toBeLessThan(longest);
  });
});

const HeldAlerts = z.array(
  z.looseObject({ status: z.looseObject({ state: z.string(), inhibitedBy: z.array(z.string()) }) }),
);
