/** What every stack renders for Loki and for the collectors is what the real servers take. */
import { execFile } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { previewStack } from "../../preview/preview.ts";
import { temporaryFolder } from "../../tools/servers/temporary-folder.ts";
import { PEPPER } from "./support/agent.ts";
import { putPodOnDisk } from "./support/pod-on-disk.ts";
import { STACKS } from "./support/rendered.ts";
import { describeWithTools } from "./with-tools.ts";

const run = promisify(execFile);
const settings = join(import.meta.dirname, "../plans/settings");

/** Every stack whose plan is committed, and the file of each one's settings where it is not a stack of this repository. */
const stacks: readonly (readonly [string, string | undefined])[] = [
  ...STACKS.map((stack) => [stack, undefined] as const),
  ...readdirSync(settings).map((file) => [basename(file, ".yaml"), join(settings, file)] as const),
];

describeWithTools(["loki", "otelcol"], "the configuration", ({ loki, otelcol }) => {
  const checked = new Set<string>();

  test.each(stacks)("of the stack %s is valid", { timeout: 120_000 }, async (stack, file) => {
    await using bed = new AsyncDisposableStack();
    const { files } = await previewStack(stack, file);
    const env = { ...process.env, PEPPER, NODE_NAME: "node-1", POD_IP: "10.0.0.1" };
    for (const path of [...files.keys()].filter((each) => /^(?:otelcol|loki)\//.test(each))) {
      if (path.startsWith("otelcol/")) {
        const { args } = await putPodOnDisk(files, `otel-${basename(path, ".yaml")}`, { root: temporaryFolder(bed) });
        expect(args.join(" ")).toContain(basename(path));
        await run(otelcol, ["validate", ...args], { env });
      } else {
        const config = join(temporaryFolder(bed), "loki.yaml");
        writeFileSync(config, files.get(path) ?? "");
        await run(loki, [`-config.file=${config}`, "-config.expand-env=true", "-verify-config"], { env });
      }
      checked.add(path);
    }
  });

  test("of each kind of server was among them", () => {
    const kinds = ["agent", "router", "sampler"].map((kind) => `otelcol/${kind}.yaml`);
    expect([...checked]).toEqual(expect.arrayContaining([...kinds, "loki/loki.yaml", "loki/loki-0.yaml"]));
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
