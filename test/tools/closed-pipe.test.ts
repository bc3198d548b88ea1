import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../../preview/root.ts";

const module = new URL("../../tools/closed-pipe.ts", import.meta.url).href;

/** Runs a program whose standard output nobody reads any more. */
function unread(...args: readonly string[]): Promise<{ readonly status: number | null; readonly stderr: string }> {
  const child = spawn(process.execPath, args, { cwd: ROOT });
  child.stdout.destroy();
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    stderr += text;
  });
  return new Promise((resolve) => child.on("close", (status) => resolve({ status, stderr })));
}

/** Runs a program that is given as text, once closed pipes are allowed. */
function unreadText(body: string) {
  const program = `const { allowClosedPipes } = await import(${JSON.stringify(module)});\nallowClosedPipes();\n${body}`;
  return unread("--input-type=module", "--eval", program);
}

test("output that nobody reads is no failure, and what comes after it is done", async () => {
  const body = 'process.stdout.write("x".repeat(1e6)); setTimeout(() => { process.exitCode = 7; }, 100);';
  expect(await unreadText(body)).toEqual({ status: 7, stderr: "" });
});

test("another failure of a stream is one", async () => {
  const { status, stderr } = await unreadText('process.stdout.destroy(new Error("no space left"));');
  expect(status).toBe(1);
  expect(stderr).toContain("no space left");
});

test("every command bears that nobody reads its help", async () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const files = Object.values<string>(scripts).flatMap(
    (script) => /^node --require \S+ (\S+)$/.exec(script)?.[1] ?? [],
  );
  expect(files).toContain("preview/cli.ts");
  // These have no help to print: a run of theirs writes files, or takes minutes.
  const silent = ["docs/reference.ts", "bench/preview.ts", "test/real/run.ts"];
  for (const file of files) {
    expect(readFileSync(join(ROOT, file), "utf8"), file).toContain("allowClosedPipes();");
    if (!silent.includes(file)) expect(await unread(file, "--help"), file).toEqual({ status: 0, stderr: "" });
  }
});

test("a preview bears that nobody reads its report, and goes on writing its files", async () => {
  const out = mkdtempSync(join(tmpdir(), "unread-"));
  expect(await unread("preview/cli.ts", "local", "--out", out)).toEqual({ status: 0, stderr: "" });
  expect(readdirSync(out)).toContain("plan.json");
  rmSync(out, { recursive: true });
});
