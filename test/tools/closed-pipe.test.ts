import { spawn } from "node:child_process";
import { expect, test } from "vitest";

const module = new URL("../../tools/closed-pipe.ts", import.meta.url).href;

/** Runs a program whose standard output nobody reads any more. */
function unread(body: string): Promise<{ readonly status: number | null; readonly stderr: string }> {
  const program = `const { allowClosedPipes } = await import(${JSON.stringify(module)});\nallowClosedPipes();\n${body}`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program]);
  child.stdout.destroy();
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    stderr += text;
  });
  return new Promise((resolve) => child.on("close", (status) => resolve({ status, stderr })));
}

test("output that nobody reads is no failure, and what comes after it is done", async () => {
  const body = 'process.stdout.write("x".repeat(1e6)); setTimeout(() => { process.exitCode = 7; }, 100);';
  expect(await unread(body)).toEqual({ status: 7, stderr: "" });
});

test("another failure of a stream is one", async () => {
  const { status, stderr } = await unread('process.stdout.destroy(new Error("no space left"));');
  expect(status).toBe(1);
  expect(stderr).toContain("no space left");
});
