/**
 * What is stored of Open WebUI, by the names that it sends. Of requests OpenTelemetry's own metrics: those that Open WebUI makes itself
 * (`http.server.requests`, `http.server.duration`) have the path of a page in the place of a route that it does not know. Of the machine
 * (`system.*`) node_exporter tells, once for each node.
 */
export const OPEN_WEBUI_SENT: readonly string[] = [
  ...["webui.users.active", "webui.users.active.today", "webui.users.total"],
  ...["http.server.request.duration", "http.server.active_requests", "http.client.request.duration"],
  ...["db.client.connections.usage", "process.memory.usage", "process.cpu.time", "process.thread.count"],
];
