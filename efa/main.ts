/**
 * Exposes the counters of a node's Elastic Fabric Adapters. It runs from a ConfigMap in the stock Node image: it imports nothing but
 * Node's own modules and its neighbour. Its arguments: where the node's sysfs is, and the port of `/metrics`.
 */
import { createServer } from "node:http";
import { efaMetrics } from "./counters.ts";

const [, , sysfs = "/host/sys", port = "9410"] = process.argv;
process.once("SIGTERM", () => process.exit(0));
createServer((request, response) => {
  if (request.url !== "/metrics") return void response.end("ok\n");
  response.setHeader("content-type", "application/openmetrics-text; version=1.0.0; charset=utf-8");
  response.end(efaMetrics(sysfs));
}).listen(Number(port));
