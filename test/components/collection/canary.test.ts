import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { canary } from "../../../components/collection/canary.ts";
import { canaryOf } from "../../../config/canary.ts";
import { previewed } from "../../previewed.ts";
import { place, planServers, resource } from "../plan-of.ts";

const { files } = await previewed("prod");

describe("the canary", () => {
  it("runs from the files of its ConfigMap alone, with nothing installed", async () => {
    const folder = mkdtempSync(join(tmpdir(), "aiobs-canary-"));
    try {
      for (const [path, text] of files) {
        if (!path.startsWith("canary/")) continue;
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
      const settings = {
        urls: { metrics: "http://127.0.0.1:1" },
        everySeconds: 60,
        patienceSeconds: 1,
        betweenSeconds: 1,
      };
      writeFileSync(join(folder, "canary.json"), JSON.stringify({ ...settings, port: 65_535 }));
      const program = spawn(process.execPath, [join(folder, "canary/main.ts"), join(folder, "canary.json")]);
      const [line] = await once(program.stdout, "data");
      program.kill("SIGTERM");
      const [code] = await once(program, "exit");
      expect(JSON.parse(String(line).split("\n")[0] ?? "")).toMatchObject({
        level: "INFO",
        trace_id: expect.stringMatching(/^[0-9a-f]{32}$/),
      });
      expect(code).toBe(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("asks the data sources that people ask, and sends to the agent on its node", () => {
    expect(JSON.parse(files.get("canary/canary.json") ?? "")).toMatchObject({
      urls: {
        metrics: "http://thanos-query-frontend.monitoring.svc:10902",
        logs: "http://loki.monitoring.svc:3100",
        traces: "http://tempo.monitoring.svc:3200",
        otlp: "http://otel-agent.monitoring-host.svc:4318",
      },
      port: 8080,
    });
  });

  it("asks nobody who is not there", async () => {
    const { inputs } = resource(await planServers([canary(place)]), "ConfigMap", "canary-settings");
    expect(inputs).toHaveProperty("data", { "canary.json": expect.stringContaining('"urls": {}') });
  });

  it("is there without being asked for where a stack is redundant and has what it looks for", () => {
    const redundant = { standards: { availability: "redundant" } } as const;
    const pairs = { standards: { availability: "pairs" } } as const;
    expect(canaryOf({ ...redundant, logs: {} })).toBe("on");
    expect(canaryOf({ ...redundant, traces: {} })).toBe("on");
    expect(canaryOf(redundant)).toBe("off");
    expect(canaryOf({ ...pairs, logs: {} })).toBe("off");
    expect(canaryOf({ ...pairs, canary: "on" })).toBe("on");
    expect(canaryOf({ ...redundant, logs: {}, canary: "off" })).toBe("off");
  });
});
