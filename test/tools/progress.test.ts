import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { withProgress } from "../../tools/progress.ts";

describe("withProgress", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  async function progressOf(
    terminal: "terminal" | "log",
    milliseconds: number,
    env = { TERM: "xterm" },
  ): Promise<readonly string[]> {
    const written: string[] = [];
    const stream = { isTTY: terminal === "terminal", write: (text: string) => written.push(text) };
    const work = withProgress("building", stream, env, () => new Promise((done) => setTimeout(done, milliseconds)));
    await vi.advanceTimersByTimeAsync(milliseconds);
    expect((await work).seconds).toBe(Math.round(milliseconds / 1_000));
    return written;
  }

  test("writes a line every half minute to a log", async () => {
    expect(await progressOf("log", 65_000)).toEqual(["building 0 s\n", "building 30 s\n", "building 60 s\n"]);
  });

  test("counts the seconds in one line of a terminal, and clears it", async () => {
    expect(await progressOf("terminal", 1_900)).toEqual([
      "\rbuilding 0 s\u001b[K",
      "\rbuilding 1 s\u001b[K",
      "\r\u001b[K",
    ]);
  });

  test("writes lines to a terminal that cannot go back in one", async () => {
    expect(await progressOf("terminal", 35_000, { TERM: "dumb" })).toEqual(["building 0 s\n", "building 30 s\n"]);
  });

  test("stops when the work fails", async () => {
    const written: string[] = [];
    const stream = { write: (text: string) => written.push(text) };
    await expect(
      withProgress("building", stream, { TERM: "xterm" }, () => Promise.reject(new Error("no disk"))),
    ).rejects.toThrow("no disk");
    await vi.advanceTimersByTimeAsync(120_000);
    expect(written).toEqual(["building 0 s\n"]);
  });
});
