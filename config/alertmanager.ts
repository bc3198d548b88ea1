import * as z from "zod";
import { existingAlertmanagerSchema } from "./existing-alertmanager.ts";
import { ingressSchema, withExternalUrl } from "./ingress.ts";
import { receiverSchema } from "./receiver.ts";
import { proxySchema } from "./receivers/proxy.ts";
import { refuse } from "./receivers/whereabouts.ts";
import { receiverName, routeSchema } from "./route.ts";
import { type Bytes, bytes, volumeRange } from "./types/bytes.ts";
import { duration } from "./types/duration.ts";
import { pageUrl } from "./types/url.ts";

/** The smallest volume that most clouds make. */
const LEAST_STORAGE: Bytes = { text: "1Gi", bytes: 2 ** 30 };

/** The Alertmanager cluster: who is notified of what. */
export const alertmanagerSchema = z
  .strictObject({
    existing: existingAlertmanagerSchema.exactOptional(),
    replicas: z
      .int()
      .min(1)
      .max(7)
      .exactOptional()
      .describe("Members of the cluster, 1 to 7. `standards.availability` says how many at least. Left out: 1."),
    storage: bytes(volumeRange)
      .exactOptional()
      .describe("Size of each member's volume: silences and what was already notified. Left out: 1Gi."),
    retention: duration({ min: "1h", examples: ["120h"] })
      .prefault("120h")
      .describe("How long notified alerts and ended silences are remembered; not below the longest `repeatInterval`."),
    externalUrl: pageUrl(["https://alertmanager.example.com"])
      .exactOptional()
      .describe(
        "Where people reach Alertmanager, for the links in notifications. Left out: https and the host of `ingress`, without one " +
          "the pod's name.",
      ),
    ingress: ingressSchema
      .exactOptional()
      .describe(
        "The way in from outside the cluster. Alertmanager asks nobody who they are: the controller must (`annotations` or " +
          "`filter`). Left out: none; reach it by a port forward.",
      ),
    receivers: z
      .record(receiverName(), receiverSchema)
      .prefault({ none: {} })
      .describe("Where notifications go, by name: any kinds at once. `{}` drops them silently."),
    proxy: proxySchema.exactOptional(),
    route: routeSchema
      .prefault({ receiver: "none" })
      .describe(
        "Which alert goes to which receiver. Labels and values that no alert of the stack has, and branches that none " +
          "reaches, are refused; the preview's summary.md says who is told of what.",
      ),
    watchdog: z
      .strictObject({
        receiver: receiverName().describe("Who gets the heartbeat: a service that pages when it stops."),
        interval: duration({ min: "30s", max: "1h", examples: ["1m"] })
          .prefault("1m")
          .describe("How often the heartbeat is sent."),
      })
      .exactOptional()
      .describe(
        "The dead man's switch: an alert that always fires, so that its absence tells that alerting is broken. " +
          "Needed where `standards.use` is `shared`. Left out: no heartbeat.",
      ),
  })
  .check((payload) => {
    if (payload.value.existing === undefined) return;
    refuse(
      payload,
      ["replicas", "storage", "externalUrl", "ingress"],
      "is of the stack's own, which `existing` stands in for; remove it",
    );
  })
  .transform(({ replicas = 1, storage = LEAST_STORAGE, ...given }) => withExternalUrl({ ...given, replicas, storage }))
  .prefault({})
  .describe("Alertmanager: grouping, routing, notifications.");
