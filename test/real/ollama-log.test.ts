/** What the pages ask of Ollama's log, of lines as it writes them, through the agent and Loki as they are rendered. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ROOT } from "../../preview/root.ts";
import { eventually } from "../../tools/servers/eventually.ts";
import { temporaryFolder } from "../../tools/servers/temporary-folder.ts";
import { agentOnNode } from "./support/agent.ts";
import { startLoki } from "./support/loki.ts";
import type { LokiApi } from "./support/loki-api.ts";
import { putPodOnDisk } from "./support/pod-on-disk.ts";
import { renderStack } from "./support/rendered.ts";
import { describeWithTools } from "./with-tools.ts";

/**
 * Made by the formatter that Ollama's server takes, which is Gin's default
 * (https://github.com/gin-gonic/gin/blob/v1.10.0/logger.go, https://github.com/ollama/ollama/blob/v0.33.0-rc2/server/routes.go).
 */
const LINES = [
  '[GIN] 2026/11/22 - 20:46:01 | 200 |          34µs |        10.1.2.3 | HEAD     "/"',
  '[GIN] 2026/11/22 - 20:46:01 | 200 |   1.23456789s |        10.1.2.3 | POST     "/api/chat"',
  '[GIN] 2026/11/22 - 20:46:01 | 200 |         2m34s |        10.1.2.3 | POST     "/v1/chat/completions"',
  '[GIN] 2026/11/22 - 20:46:01 | 500 |    4.512345ms |             ::1 | POST     "/api/chat"',
  '[GIN] 2026/11/22 - 20:46:01 | 503 |         789ns | 2001:db8:1:2::77 | POST     "/api/embed"',
  '[GIN] 2026/11/22 - 20:46:01 | 404 |            0s |        10.1.2.3 | GET      "/metrics"',
  '[GIN] 2026/11/22 - 20:46:01 | 499 |       1h15m0s |        10.1.2.3 | POST     "/api/generate"',
  "[GIN-debug] POST   /api/chat                 --> github.com/ollama/ollama/server.(*Server).ChatHandler-fm (6 handlers)",
  'time=2026-11-22T20:46:01.000Z level=INFO source=routes.go:2001 msg="Listening on [::]:11434 (version 0.33.0)"',
];

/** The queries of a page that ask for it. */
const queriesOf = (page: string) =>
  [...readFileSync(join(ROOT, page), "utf8").matchAll(/^ *```logql\n([\s\S]*?)^ *```$/gm)]
    .map(([, query = ""]) => query.trim())
    .filter((query) => query.includes('{service_name="ollama"}'));

describeWithTools(["loki", "otelcol"], "Ollama's log", ({ loki: command, otelcol }) => {
  const bed = new AsyncDisposableStack();
  let loki: LokiApi;
  beforeAll(async () => {
    const files = await renderStack("local");
    const disk = await putPodOnDisk(files, "loki", { root: temporaryFolder(bed) });
    loki = await startLoki({ loki: command, config: readFileSync(disk.path("/etc/loki/loki.yaml"), "utf8") }, bed);
    const agent = await agentOnNode({ otelcol, files, loki: `${loki.url}/otlp` }, bed);
    await agent.start();
    agent.log(LINES, "ollama");
    await eventually("all lines", 30, async () => {
      const lines = await loki.lines('{service_name="ollama"}');
      return lines.length === LINES.length ? lines : undefined;
    });
  });
  afterAll(() => bed.disposeAsync());

  test("tells the failed requests, and how long those for answers took, by the queries of the page", async () => {
    const [failed = "", slowest = ""] = queriesOf("docs/llm-platform.md");
    expect(await loki.values(failed)).toEqual([2]);
    // Of five, between the last two: 154 s and 75 minutes.
    const [seconds = 0, ...others] = await loki.values(slowest);
    expect(seconds).toBeCloseTo(154 + 0.8 * (4500 - 154), 3);
    expect(others).toEqual([]);
  });

  test("shows the failed requests by the query of the runbook", async () => {
    const [query = ""] = queriesOf("runbooks/OpenWebuiModelServerFailing.md");
    const lines = (await loki.lines(query)).map(({ line }) => line);
    expect(lines.map((line) => /\| (\d{3}) \|/.exec(line)?.[1]).sort()).toEqual(["500", "503"]);
  });
});
