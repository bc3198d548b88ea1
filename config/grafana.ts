import * as z from "zod";
import { bytes, volumeRange } from "./types/bytes.ts";
import { dnsLabel, dnsName } from "./types/dns-name.ts";
import { secretRef } from "./types/secret-ref.ts";
import { pageUrl } from "./types/url.ts";

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
      .prefault("http://localhost:3000")
      .describe("Where people reach Grafana, for the links in alerts. `dev` and `prod` must set it."),
    apiToken: secretRef()
      .exactOptional()
      .describe('A service account token of role Admin. Needed with `delivery: "api"`, refused without.'),
    storage: bytes(volumeRange).prefault("10Gi").describe("Size of the volume."),
    ingress: z
      .strictObject({
        host: dnsName(["grafana.example.com"]).describe("The host name, the same as in `url`."),
        className: dnsLabel(["nginx"]).describe("The ingress class."),
        tlsSecret: dnsLabel(["grafana-tls"]).describe("The Kubernetes secret that holds the certificate and its key."),
        controllerNamespace: dnsLabel(["ingress-nginx"]).describe(
          "The namespace of the ingress controller, which the network policy lets in.",
        ),
      })
      .exactOptional()
      .describe("The way in from outside the cluster. Left out: none; reach Grafana by a port forward."),
  })
  .prefault({})
  .describe("Grafana: dashboards, data sources, folders.");
