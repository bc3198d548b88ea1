import type { CollectorPiece } from "../collector/collector-config.ts";
import { TRACES_PATH } from "../edges/centre-ways.ts";
import { centreCalls, centreHeaders, centreUrl } from "../edges/to-centre.ts";
import type { PlaceFacts } from "../place.ts";
import { serviceAddress } from "../workload/addresses.ts";
import { type Connection, callServer } from "../workload/connection.ts";
import type { Zone } from "../workload/identity.ts";
import { KEPT_SPANS } from "./sampling.ts";
import { TEMPO } from "./tempo.ts";

/** What an exporter does with what it cannot send: its queue on disk, and for how long it tries. */
type Kept = Readonly<Record<string, unknown>>;

/** Sends the spans of chosen traces to Tempo: the stack's own, or that of an edge's central stack. */
export function toTempo(
  place: Pick<PlaceFacts, "namespaces" | "centre">,
  { sending_queue, ...kept }: { readonly sending_queue: Kept },
): CollectorPiece {
  const { centre } = place;
  const [id, where] =
    centre === undefined
      ? ["otlp_grpc/tempo", { endpoint: serviceAddress(place, TEMPO, "otlp-grpc"), tls: { insecure: true } }]
      : ["otlp_http/tempo", { traces_endpoint: `${centreUrl(centre)}${TRACES_PATH}`, ...centreHeaders(centre) }];
  return {
    exporters: { [id]: { ...where, ...kept, sending_queue: { ...sending_queue, batch: BATCH } } },
    pipelines: { [KEPT_SPANS]: { exporters: [id] } },
  };
}

/** The way there. */
export function tempoCalls(place: PlaceFacts, zone: Zone): readonly Connection[] {
  const { centre } = place;
  return centre === undefined
    ? [callServer(TEMPO, "otlp-grpc", "send traces")]
    : centreCalls(place, centre, "send traces to the central stack", zone);
}

/** Chosen traces come one by one; Tempo takes many at once for less. In bytes: a message of gRPC has a limit. */
const BATCH = { flush_timeout: "1s", sizer: "bytes", min_size: 250_000, max_size: 4_000_000 };
