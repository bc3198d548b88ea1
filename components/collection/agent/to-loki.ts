import type { Bytes } from "../../../config/types/bytes.ts";
import type { CollectorPiece } from "../../collector/collector-config.ts";
import { keptOnDisk } from "../../collector/persistent-queue.ts";
import { LOGS_ENDPOINT } from "../../edges/centre-ways.ts";
import { centreCalls, centreHeaders, centreUrl } from "../../edges/to-centre.ts";
import { LOKI } from "../../logs/loki.ts";
import type { PlaceFacts } from "../../place.ts";
import { serviceAddress } from "../../workload/addresses.ts";
import { type Connection, callServer } from "../../workload/connection.ts";
import type { Zone } from "../../workload/identity.ts";

/** Log records to Loki (https://grafana.com/docs/loki/latest/send-data/otel/): the stack's own, or that of an edge's central stack. */
export function toLoki(place: Pick<PlaceFacts, "namespaces" | "centre">, queue: Bytes): CollectorPiece {
  const id = "otlp_http/loki";
  const { centre } = place;
  const where =
    centre === undefined
      ? { endpoint: `http://${serviceAddress(place, LOKI, "http")}${LOGS_ENDPOINT}` }
      : { endpoint: `${centreUrl(centre)}${LOGS_ENDPOINT}`, ...centreHeaders(centre) };
  return {
    exporters: { [id]: { ...where, ...keptOnDisk(queue, "refuse") } },
    pipelines: { logs: { exporters: [id] } },
  };
}

/** The way there. */
export function lokiCalls(place: PlaceFacts, zone: Zone): readonly Connection[] {
  const { centre } = place;
  return centre === undefined
    ? [callServer(LOKI, "http", "send logs")]
    : centreCalls(place, centre, "send logs to the central stack", zone);
}
