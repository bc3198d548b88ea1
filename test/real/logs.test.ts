/** The agent and Loki as they are rendered: a line goes in at a file or by OTLP, and comes back by query. */
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "../../tools/servers/eventually.ts";
import { temporaryFolder } from "../../tools/servers/temporary-folder.ts";
import { agentOnNode, type NodeAgent, PEPPER } from "./support/agent.ts";
import { startLoki } from "./support/loki.ts";
import type { LokiApi } from "./support/loki-api.ts";
import { sendLogs } from "./support/otlp-logs.ts";
import { putPodOnDisk } from "./support/pod-on-disk.ts";
import { renderStack } from "./support/rendered.ts";
import { describeWithTools } from "./with-tools.ts";

const HOUR_MS = 3_600_000;
const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

describeWithTools(["loki", "otelcol"], "logs", ({ loki: command, otelcol }) => {
  const bed = new AsyncDisposableStack();
  let loki: LokiApi;
  let agent: NodeAgent;
  beforeAll(async () => {
    const files = await renderStack("local");
    const disk = await putPodOnDisk(files, "loki", { root: temporaryFolder(bed) });
    loki = await startLoki({ loki: command, config: readFileSync(disk.path("/etc/loki/loki.yaml"), "utf8") }, bed);
    agent = await agentOnNode({ otelcol, files, loki: `${loki.url}/otlp` }, bed);
    await agent.start();
  });
  afterAll(() => bed.disposeAsync());

  /** The one line that a query finds, once it does. */
  const found = (query: string, hours?: number) =>
    eventually(`a line of ${query}`, 30, async () => (await loki.lines(query, hours))[0]);

  test("a container's line is found by its workload and its trace, scrubbed, under three labels", async () => {
    const fields = { user_id: "u-77", prompt: "tell me" };
    agent.log([
      JSON.stringify({
        level: "INFO",
        message: "done for anna@example.com",
        trace_id: TRACE,
        request_id: "req_1",
        fields,
      }),
    ]);
    const stream = '{cluster="local", k8s_namespace_name="butterfly", service_name="compute"}';
    const { line, labels } = await found(`${stream} | trace_id="${TRACE}"`);
    expect(JSON.parse(line)).toMatchObject({ fields: { prompt_length: 7 } });
    for (const secret of ["anna", "u-77", "tell me"]) expect(line).not.toContain(secret);
    expect(labels).toMatchObject({ request_id: "req_1", severity_text: "INFO", k8s_node_name: "node-1" });
    const hash = createHmac("sha256", PEPPER).update("u-77").digest("hex");
    expect((await found(`${stream} | json | fields_user_id="${hash}"`)).line).toBe(line);
    const names = await (await fetch(`${loki.url}/loki/api/v1/labels`)).json();
    expect(names).toMatchObject({ data: ["cluster", "k8s_namespace_name", "service_name"] });
  });

  test("a record that an application sends is found as well, and one without a body", async () => {
    expect(await sendLogs(agent.otlp, [{ body: { stringValue: "by OTLP" } }], "sender")).toBe(200);
    expect((await found('{service_name="sender"} |= "OTLP"')).labels).toMatchObject({ cluster: "local" });
    const attributes = [{ key: "event.name", value: { stringValue: "started" } }];
    expect(await sendLogs(agent.otlp, [{ attributes }], "events")).toBe(200);
    expect((await found('{service_name="events"}')).labels).toMatchObject({ event_name: "started" });
  });

  test("what Byzantine faults are told by is a stream of its own, and kept longer", async () => {
    agent.log([JSON.stringify({ component: "byzantine_detector", message: "node 7 lies" })]);
    expect((await found('{log_kind="audit"}')).line).toContain("node 7 lies");
    expect(await loki.configuration()).toMatchObject({
      limits_config: {
        retention_period: "1w",
        retention_stream: [{ period: "30d", priority: 1, selector: '{log_kind="audit"}' }],
      },
      compactor: { retention_enabled: true },
    });
  });

  test("an application cannot make streams of its own choice", async () => {
    const attributes = [{ key: "log.kind", value: { stringValue: "mine" } }];
    expect(await sendLogs(agent.otlp, [{ body: { stringValue: "kind" }, attributes }], "kinds")).toBe(200);
    expect((await found('{service_name="kinds"}')).labels).not.toHaveProperty("log_kind");
  });

  test("lines of days ago are taken after newer ones of their stream, as after an outage of one node", async () => {
    const stream = { service_name: "late" };
    await loki.push(stream, "now");
    await loki.push(stream, "two days ago", {}, new Date(Date.now() - 48 * HOUR_MS));
    // As it does by itself after half an hour: a query for lines so old does not ask for what is not stored yet.
    await loki.flush();
    expect((await found('{service_name="late"} |= "ago"', 72)).line).toBe("two days ago");
  });

  test("a line that is too long is cut, not lost", async () => {
    await loki.push({ service_name: "long" }, "x".repeat(400_000));
    expect((await found('{service_name="long"}')).line.length).toBe(256 * 1024);
  });
});
