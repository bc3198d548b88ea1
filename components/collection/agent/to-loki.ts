import type { Bytes } from "../../../config/types/bytes.ts";
import type { CollectorPiece } from "../../collector/collector-config.ts";
import { keptOnDisk } from "../../collector/persistent-queue.ts";
import { LOKI } from "../../logs/loki.ts";
import type { PlaceFacts } from "../../place.ts";
import { serviceAddress } from "../../workload/addresses.ts";

/** Log records to Loki (https://grafana.com/docs/loki/latest/send-data/otel/). */
export function toLoki(place: Pick<PlaceFacts, "namespaces">, queue: Bytes): CollectorPiece {
  const id = "otlp_http/loki";
  return {
    exporters: {
      [id]: { endpoint: `http://${serviceAddress(place, LOKI, "http")}/otlp`, ...keptOnDisk(queue, "refuse") },
    },
    pipelines: { logs: { exporters: [id] } },
  };
}
