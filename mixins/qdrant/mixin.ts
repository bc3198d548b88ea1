import type { Mixin } from "../mixin.ts";
import { presetMixin } from "../preset/preset-mixin.ts";
import { qdrantAlerts } from "./alerts.ts";
import { qdrantCatalogue } from "./catalogue.ts";

const ofQdrant = ["cluster", "application"];

/** Qdrant. */
export const qdrant: Mixin = presetMixin({
  system: "qdrant",
  catalogue: qdrantCatalogue,
  // `app_info`, `collections_total`, `rest_responses_total`: nothing in them says whose they are.
  names: "shared",
  alerts: qdrantAlerts,
  inhibitions: [
    // Without a majority the peers that are missing are, and nothing that they should agree on goes on.
    { source: "QdrantQuorumLost", targets: ["QdrantPeersMissing", "QdrantReplicasDead"], equal: ofQdrant },
    { source: "QdrantShardUnavailable", targets: ["QdrantReplicasDead", "QdrantRequestsFailing"], equal: ofQdrant },
    {
      source: "QdrantConsensusStopped",
      targets: ["QdrantConsensusBehind"],
      equal: [...ofQdrant, "instance"],
    },
  ],
});
