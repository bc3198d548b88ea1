/** How Prometheus shows another server who it is, and learns who that server is: applications, and stores that it writes to. */
import * as z from "zod";
import { certificates } from "./types/certificate.ts";
import { dnsName } from "./types/dns-name.ts";
import { anySecretRef, kubernetesSecretKey, kubernetesSecretName } from "./types/kubernetes-secret.ts";
import { patternType } from "./types/text-type.ts";

/** TLS towards another server. */
export const tlsSchema = z
  .strictObject({
    ca: z
      .union([certificates(), kubernetesSecretKey("ca.crt")])
      .exactOptional()
      .describe("The authorities whose certificates are trusted, in PEM. Left out: those of the server's image."),
    serverName: dnsName(["vllm.llm.svc"])
      .exactOptional()
      .describe("The name that its certificate is for. Left out: the target's address, which few certificates name."),
    clientCertificate: kubernetesSecretName()
      .exactOptional()
      .describe(
        "A Secret of type `kubernetes.io/tls` in the namespace of the servers here: the certificate that Prometheus shows. Left out: none.",
      ),
    verification: z
      .enum(["full", "none"])
      .prefault("full")
      .describe("`none`: any certificate is taken, and with it whoever stands in between."),
  })
  .describe("TLS: with it, requests are over https. An empty map trusts the authorities of the server's image.");

const basic = z
  .strictObject({
    username: patternType({
      name: "user name",
      expected: 'the name of a user such as "prometheus", without a colon',
      examples: ["prometheus"],
      pattern: /^[^:\s]+$/,
    }).describe("The user's name."),
    password: anySecretRef("password").describe("The user's password."),
  })
  .describe("A user and a password (basic authentication).");

const bearer = z
  .strictObject({ token: anySecretRef("token").describe("The token.") })
  .describe("A token in the header `Authorization: Bearer …`.");

/** A user and a password, for who can show nothing else. */
export const basicAuthenticationSchema = z
  .strictObject({ basic })
  .describe("Who Grafana is to the server: a user and a password.");

/** Who Prometheus is to another server. */
export const authenticationSchema = z
  .strictObject({ basic: basic.exactOptional(), bearer: bearer.exactOptional() })
  .describe("Who Prometheus is to the server: one of the two. A changed secret is read at the next request.");

/** Who Prometheus is to a server of its cluster that asks the Kubernetes API who it is, and whether it may read `/metrics`. */
export const clusterAuthenticationSchema = authenticationSchema
  .extend({
    serviceAccount: z
      .literal(true)
      .exactOptional()
      .describe(
        "The token of Prometheus' own service account, which may get `/metrics`: for what asks the Kubernetes API, as Kueue and " +
          "others that are written with controller-runtime. Who has it may find pods, nodes and Services as Prometheus does: needs `tls`.",
      ),
  })
  .describe("Who Prometheus is to the server: one of the three. A changed secret is read at the next request.");

/** How Prometheus logs in to another server. */
export interface LoginSettings {
  readonly authentication?: z.output<typeof authenticationSchema> & { readonly serviceAccount?: true };
  readonly tls?: z.output<typeof tlsSchema>;
}
