import { type ChildProcess, spawn } from "node:child_process";
import { Socket } from "node:net";

/**
 * Outlives this process by a moment: when its standard input ends, because that process has ended, however it did, it
 * kills and removes what is left on its list.
 */
const GUARD = `
import { rmSync } from "node:fs";
import { createInterface } from "node:readline";
const left = new Map();
for await (const line of createInterface({ input: process.stdin })) {
  const { change, kind, what } = JSON.parse(line);
  if (change === "add") left.set(what, kind);
  else left.delete(what);
}
for (const [what, kind] of left) {
  try {
    if (kind === "process") process.kill(what, "SIGKILL");
  } catch {}
}
for (const [what, kind] of left) {
  if (kind === "folder") rmSync(what, { recursive: true, force: true, maxRetries: 3 });
}
`;

/** Something that must not outlive this process. */
export type Guarded =
  | { readonly kind: "process"; readonly what: number }
  | { readonly kind: "folder"; readonly what: string };

let guard: ChildProcess | undefined;

/**
 * Has a process killed or a folder removed in case this process is killed before it can clean up.
 *
 * @returns takes it off the list, once it is gone: another process may get its number.
 */
export function guarded(thing: Guarded): () => void {
  guard ??= startGuard();
  const tell = (change: "add" | "remove") => guard?.stdin?.write(`${JSON.stringify({ change, ...thing })}\n`);
  tell("add");
  return () => tell("remove");
}

/** In a process group of its own: what ends this process does not end it. This process does not wait for it. */
function startGuard(): ChildProcess {
  const started = spawn(process.execPath, ["--input-type=module", "--eval", GUARD], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  started.unref();
  if (started.stdin instanceof Socket) started.stdin.unref();
  return started;
}
