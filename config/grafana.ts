import * as z from "zod";
import { existingGrafanaSchema } from "./existing-grafana.ts";
import { ingressSchema, urlOf } from "./ingress.ts";
import { refuse } from "./receivers/whereabouts.ts";
import { type Bytes, bytes, volumeRange } from "./types/bytes.ts";
import { anySecretRef } from "./types/kubernetes-secret.ts";
import { pageUrl } from "./types/url.ts";

/** Where a port forward leads. */
const FORWARDED = "http://localhost:3000";

/** What people save in it is small. */
const STORAGE: Bytes = { text: "10Gi", bytes: 10 * 2 ** 30 };

/** Grafana and how dashboards get into it. */
export const grafanaSchema = z
  .strictObject({
    delivery: z
      .enum(["configmap", "api"])
      .prefault("configmap")
      .describe(
        "How folders, dashboards and alert rules get into Grafana: as ConfigMaps that its sidecar picks up, " +
          "or through its API, which must answer at `url` while the program runs.",
      ),
    url: pageUrl(["https://grafana.example.com"])
      .exactOptional()
      .describe(
        `Where people reach Grafana, for the links in alerts. Left out: https and the host of \`ingress\`, without one ${FORWARDED}.`,
      ),
    apiToken: anySecretRef("token")
      .exactOptional()
      .describe(
        'A service account token of role Admin. Needed with `delivery: "api"`, refused without. Always a secret of the stack\'s own: the program uses it itself; of one in ' +
          "the cluster the refusal says how to copy it.",
      ),
    adminPassword: anySecretRef("admin-password")
      .exactOptional()
      .describe(
        "The password of the user `admin`, which Grafana takes when it starts for the first time; afterwards it is changed in Grafana. Left " +
          "out: made once, in the Secret `grafana-secrets`.",
      ),
    existing: existingGrafanaSchema.exactOptional(),
    storage: bytes(volumeRange).exactOptional().describe("Size of the volume. Left out: 10Gi."),
    ingress: ingressSchema
      .exactOptional()
      .describe("The way in from outside the cluster. Left out: none; reach Grafana by a port forward."),
  })
  .check((payload) => {
    const { existing, url } = payload.value;
    if (existing === undefined) return;
    const message = "is of the stack's own Grafana, which `existing` stands in for; remove it";
    refuse(payload, ["adminPassword", "storage", "ingress"], message);
    if (url !== undefined) return;
    payload.issues.push({
      code: "custom",
      path: ["url"],
      message: "needed: where the existing Grafana is",
      input: url,
    });
  })
  .transform(({ url, storage = STORAGE, ...given }) => ({
    ...given,
    storage,
    url: url ?? urlOf(given.ingress) ?? FORWARDED,
  }))
  .prefault({})
  .describe("Grafana: dashboards, data sources, folders.");
