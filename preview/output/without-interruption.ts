/** What asks a program to end: Ctrl-C, a process manager, a terminal that is closed. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Does a piece of work of less than a second that is worse half done than not done. A signal that asks the program to end
 * is heeded when the work is done: the program then ends by that signal, as it would have.
 *
 * @param work is synchronous: signals come in between turns of the event loop.
 */
export async function withoutInterruption(work: () => void): Promise<void> {
  const received: NodeJS.Signals[] = [];
  const note = (signal: NodeJS.Signals) => void received.push(signal);
  for (const signal of SIGNALS) process.on(signal, note);
  try {
    work();
    // Node looks for signals when it looks for input: that has happened when an immediate runs.
    await new Promise((resolve) => setImmediate(resolve));
  } finally {
    for (const signal of SIGNALS) process.off(signal, note);
  }
  for (const signal of received) process.kill(process.pid, signal);
}
