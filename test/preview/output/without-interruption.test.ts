import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";

const module = new URL("../../../preview/output/without-interruption.ts", import.meta.url).href;

/** Says that it has begun, then is busy until long after the signal, then writes a file. */
const PROGRAM = `
const { withoutInterruption } = await import(${JSON.stringify(module)});
await withoutInterruption(() => {
  process.stdout.write("begun\\n");
  const end = Date.now() + 500;
  while (Date.now() < end);
  process.getBuiltinModule("node:fs").writeFileSync("done", "");
});
setTimeout(() => {}, 60_000);
`;

it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
  "finishes the work when %s comes, then ends by it",
  { timeout: 30_000 },
  async (signal) => {
    const folder = mkdtempSync(join(tmpdir(), "aiobs-signal-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const child = spawn(process.execPath, ["--input-type=module", "--eval", PROGRAM], { cwd: folder });
    onTestFinished(() => void child.kill("SIGKILL"));
    child.stdout.once("data", () => child.kill(signal));
    const ended = await new Promise((resolve) => child.on("exit", (_, by) => resolve(by)));
    expect(ended).toBe(signal);
    expect(existsSync(join(folder, "done"))).toBe(true);
  },
);
