import { once } from "node:events";
import { type IncomingMessage, request, type ServerResponse } from "node:http";
import { serveOnLoopback } from "../../../tools/servers/loopback-server.ts";
import type { ObjectStore } from "./object-store.ts";

/** What stands before an object store and lets through what it is told to. */
export interface StoreGate {
  /** The store, by way of the gate. */
  readonly store: ObjectStore;
  /** Whether it takes what would change a bucket, from now on; those that it refuses are told to come again (503). Reads go through. */
  readonly writes: (answer: "taken" | "refused") => void;
  /** Writes that were refused. */
  readonly refused: () => number;
  /** The next write of a key that matches is held and never answered. @returns once it is there. */
  readonly hold: (key: RegExp) => Promise<void>;
}

/** Opens a gate before a store; it goes with the bed. Signatures stay valid: the client signs the gate's address, and the store is told that. */
export async function startStoreGate(store: ObjectStore, bed: AsyncDisposableStack): Promise<StoreGate> {
  let answer: "taken" | "refused" = "taken";
  let refused = 0;
  let held: { readonly key: RegExp; readonly arrived: () => void } | undefined;
  const url = await serveOnLoopback(async (incoming, response) => {
    const writes = incoming.method !== "GET" && incoming.method !== "HEAD";
    if (writes && held?.key.test(incoming.url ?? "")) {
      held.arrived();
      held = undefined;
      return;
    }
    if (writes && answer === "refused") {
      refused += 1;
      await refuse(incoming, response);
      return;
    }
    pass(store.endpoint, incoming, response);
  }, bed);
  return {
    store: { ...store, endpoint: new URL(url).host },
    writes: (next) => {
      answer = next;
    },
    refused: () => refused,
    hold: (key) =>
      new Promise((resolve) => {
        held = { key, arrived: resolve };
      }),
  };
}

/** As S3 does when it is overloaded (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html). */
async function refuse(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  incoming.resume();
  await once(incoming, "end");
  response.writeHead(503, { "content-type": "application/xml" });
  response.end("<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>");
}

function pass(endpoint: string, incoming: IncomingMessage, response: ServerResponse): void {
  const { method, url: path, headers } = incoming;
  const [host, port] = endpoint.split(":");
  const outgoing = request({ host, port, method, path, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    answer.pipe(response);
  });
  outgoing.once("error", () => response.destroy());
  incoming.pipe(outgoing);
}
