import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { LOOPBACK } from "../../../tools/servers/ports.ts";

/** A proxy that leads nowhere, and knows whom it was asked for. */
export interface RecordingProxy {
  readonly url: string;
  /** `host:port` of whom it was asked for, each once. */
  readonly asked: ReadonlySet<string>;
}

/** Starts such a proxy; it stops with the bed. */
export async function startRecordingProxy(bed: AsyncDisposableStack): Promise<RecordingProxy> {
  const asked = new Set<string>();
  const server = createServer((request, response) => {
    asked.add(new URL(request.url ?? "").host);
    response.writeHead(502).end();
  });
  server.on("connect", ({ url = "" }, socket) => {
    asked.add(url);
    socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, LOOPBACK, resolve);
  await promise;
  bed.defer(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://${LOOPBACK}:${portOf(server.address())}`, asked };
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address !== "object" || address === null) throw new Error("the proxy does not listen");
  return address.port;
}
