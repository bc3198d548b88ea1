import * as z from "zod";
import { kubernetesSecretKey } from "../types/kubernetes-secret.ts";
import { confidential, secretRef } from "../types/secret-ref.ts";
import { localUrl } from "../types/url.ts";
import { receiverKind } from "./receiver-kind.ts";
import { serviceOf, wayTo, wayToSecretUrl } from "./way-out.ts";
import { NO_SERVICE, privateCidrs, refuse, secretPort, targetPort } from "./whereabouts.ts";

/** Any server that takes Alertmanager's own JSON. */
export const webhook = receiverKind({
  settings: z
    .strictObject({
      url: z
        .union([secretRef(), kubernetesSecretKey("url"), localUrl(["http://localhost:8080/alerts"])], {
          error:
            "expected { secret: <name> }, the name of a secret that was set with: pulumi config set --secret <name>, " +
            '{ kubernetesSecret: <name>, key: <key> }, one that is in the cluster, or a URL on localhost or inside the cluster such as "http://localhost:8080/alerts"',
        })
        .register(confidential, { confidential: true })
        .describe("Where notifications are posted: a secret, or a URL on localhost or inside the cluster."),
      cidrs: privateCidrs(),
      port: secretPort(),
      targetPort: targetPort(),
    })
    .check((payload) => {
      const { url } = payload.value;
      const host = typeof url === "string" ? new URL(url).hostname : "";
      if (host !== "") refuse(payload, ["cidrs", "port"], "for a secret URL; this one says where it leads; remove it");
      if (serviceOf(host) === undefined) refuse(payload, ["targetPort"], NO_SERVICE);
    })
    .describe("Posts Alertmanager's JSON to a URL."),
  block: ({ url }) => (typeof url === "string" ? { url } : { url_file: url }),
  calls({ url, cidrs, port, targetPort }) {
    if (typeof url !== "string") return wayToSecretUrl({ cidrs, port });
    const { hostname, port: written, protocol } = new URL(url);
    const urlPort = written === "" ? (protocol === "https:" ? 443 : 80) : Number(written);
    return wayTo(hostname, urlPort, { protocol: "http", targetPort });
  },
});
