import { type RequestListener, request } from "node:http";
import { serveOnLoopback } from "../../../tools/servers/loopback-server.ts";
import { LOOPBACK } from "../../../tools/servers/ports.ts";

/**
 * Stands for DNS and the network of a cluster: an HTTP proxy that leads each address, written as in the configuration
 * (`alertmanager-0.alertmanager-pods.monitoring.svc:9093`), to what plays its part.
 *
 * @param playedBy who answers at a `host:port`; undefined: nobody.
 * @returns the proxy's URL.
 */
export function startClusterNetwork(
  playedBy: (host: string) => RequestListener | undefined,
  bed: AsyncDisposableStack,
): Promise<string> {
  return serveOnLoopback((incoming, response) => {
    // A proxy is asked for whole URLs.
    const host = URL.parse(incoming.url ?? "")?.host ?? "";
    const play = playedBy(host);
    if (play === undefined) response.writeHead(502).end(`nothing plays ${host}`);
    else play(incoming, response);
  }, bed);
}

/** Leads a request on to a server of the loopback address. */
export function ledTo(port: number): RequestListener {
  return (incoming, response) => {
    const { pathname = "/", search = "" } = URL.parse(incoming.url ?? "") ?? {};
    const { method, headers } = incoming;
    const outgoing = request({ host: LOOPBACK, port, method, path: `${pathname}${search}`, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    outgoing.on("error", (error) => response.writeHead(502).end(error.message));
    incoming.pipe(outgoing);
  };
}
