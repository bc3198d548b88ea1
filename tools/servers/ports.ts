import { createServer } from "node:net";

/** The only address that tests and contracts listen on: nothing they start can be reached from another machine. */
export const LOOPBACK = "127.0.0.1";

/** Ports given away by this process: the system may offer one again before its server has bound it. */
const given = new Set<number>();

/** A TCP port of the loopback address that nothing listens on, never the same one twice. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = await offeredPort();
    if (!given.has(port)) {
      given.add(port);
      return port;
    }
  }
}

function offeredPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, LOOPBACK, () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === "string") reject(new Error("the system offered no port"));
        else resolve(address.port);
      });
    });
  });
}
