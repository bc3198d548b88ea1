import { expect } from "vitest";
import type { CommandResult } from "./engine.ts";

/** The result of a command that must succeed; what it said, where it did not. */
export async function succeeds(running: Promise<CommandResult>): Promise<CommandResult> {
  const result = await running;
  expect(result.exitCode, result.stdout + result.stderr).toBe(0);
  return result;
}
