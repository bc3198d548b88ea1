import type { CollectorPiece } from "../collector/collector-config.ts";
import type { PlaceFacts } from "../place.ts";
import { serviceAddress } from "../workload/addresses.ts";
import { KEPT_SPANS } from "./sampling.ts";
import { TEMPO } from "./tempo.ts";

/** What an exporter does with what it cannot send: its queue on disk, and for how long it tries. */
type Kept = Readonly<Record<string, unknown>>;

/** Sends the spans of chosen traces to Tempo. */
export function toTempo(
  place: Pick<PlaceFacts, "namespaces">,
  { sending_queue, ...kept }: { readonly sending_queue: Kept },
): CollectorPiece {
  const id = "otlp_grpc/tempo";
  return {
    exporters: {
      [id]: {
        endpoint: serviceAddress(place, TEMPO, "otlp-grpc"),
        tls: { insecure: true },
        ...kept,
        sending_queue: { ...sending_queue, batch: BATCH },
      },
    },
    pipelines: { [KEPT_SPANS]: { exporters: [id] } },
  };
}

/** Chosen traces come one by one; Tempo takes many at once for less. In bytes: a message of gRPC has a limit. */
const BATCH = { flush_timeout: "1s", sizer: "bytes", min_size: 250_000, max_size: 4_000_000 };
