/**
 * Lets a command go on quietly when nobody reads its output any more, as in `npm run preview | head`: what it writes then is
 * lost, and that is all. Any other failure of a standard stream ends the process.
 */
export function allowClosedPipes(streams: readonly NodeJS.WriteStream[] = [process.stdout, process.stderr]): void {
  for (const stream of streams) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
  }
}
