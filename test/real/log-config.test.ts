/** What every stack renders for Loki and for the collectors is what the real servers take. */
import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { previewStack } from "../../preview/preview.ts";
import { PEPPER } from "./support/agent.ts";
import { putPodOnDisk } from "./support/pod-on-disk.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";
import { describeWithTools } from "./with-tools.ts";

const run = promisify(execFile);
const settings = join(import.meta.dirname, "../plans/settings");

/** The stacks with logs, and the file of each one's settings where it is not a stack of this repository. */
const stacks = [
  ["local", undefined],
  ["dev", undefined],
  ["prod", undefined],
  ["everything", join(settings, "everything.yaml")],
] as const;

describeWithTools(["loki", "otelcol"], "the configuration", ({ loki, otelcol }) => {
  test.each(stacks)("of the stack %s is valid", { timeout: 60_000 }, async (stack, file) => {
    await using bed = new AsyncDisposableStack();
    const { files } = await previewStack(stack, file);
    const env = { ...process.env, PEPPER, NODE_NAME: "node-1", POD_IP: "10.0.0.1" };
    const agent = await putPodOnDisk(files, "otel-agent", { root: temporaryFolder(bed) });
    await run(otelcol, ["validate", ...agent.args], { env });
    const names = [...files.keys()].filter((path) => path.startsWith("loki/"));
    expect(names).not.toEqual([]);
    for (const name of names) {
      const path = join(temporaryFolder(bed), "loki.yaml");
      mkdirSync(join(path, ".."), { recursive: true });
      writeFileSync(path, files.get(name) ?? "");
      await run(loki, [`-config.file=${path}`, "-config.expand-env=true", "-verify-config"], { env });
    }
  });

  test("with a misspelt setting is not", async () => {
    await using bed = new AsyncDisposableStack();
    const path = join(temporaryFolder(bed), "wrong.yaml");
    writeFileSync(path, "limits_config: { retention_periode: 1d }\n");
    await expect(run(loki, [`-config.file=${path}`, "-verify-config"])).rejects.toThrow("retention_periode");
    writeFileSync(path, "receivers: { file_log: { includes: [a] } }\n");
    await expect(run(otelcol, ["validate", `--config=${path}`])).rejects.toThrow("includes");
  });
});
