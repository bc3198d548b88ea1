import { createServer, type RequestListener } from "node:http";
import { LOOPBACK } from "./ports.ts";

/** Serves HTTP on the loopback address until the bed is disposed of. The result is its URL, without a trailing slash. */
export async function serveOnLoopback(listener: RequestListener, bed: AsyncDisposableStack): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, LOOPBACK, resolve);
  });
  bed.defer(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return `http://${LOOPBACK}:${address.port}`;
}
