import { createServer, type Server } from "node:http";

/** The only address that anything listens on here: nothing can be reached from another machine. */
export const LOOPBACK = "127.0.0.1";

/** Lets a server listen on a free port of the loopback address until the bed ends, and says where: `http://127.0.0.1:1234`. */
export async function listenOnLoopback(server: Server, bed: AsyncDisposableStack): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, LOOPBACK, resolve);
  });
  bed.defer(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return `http://${LOOPBACK}:${portOf(server)}`;
}

/** A port of the loopback address that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
  const port = portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** @throws {Error} where the system offered none. */
function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the system offered no port");
  return address.port;
}
