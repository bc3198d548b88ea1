import * as z from "zod";
import { privateCidrs } from "./receivers/whereabouts.ts";
import { certificates } from "./types/certificate.ts";
import { dnsName } from "./types/dns-name.ts";
import { kubernetesSecretName } from "./types/kubernetes-secret.ts";
import { port } from "./types/port.ts";
import { patternType } from "./types/text-type.ts";
import { pageUrl } from "./types/url.ts";

/** The central stack, as one of its edges knows it. */
export const centreSchema = z
  .strictObject({
    stack: patternType({
      name: "stack",
      expected: 'the full name of a stack, organisation/project/stack, such as "acme/aiobs/central"',
      examples: ["acme/aiobs/central"],
      pattern: /^[\w.-]+\/[\w.-]+\/[\w.-]+$/,
    }).describe(
      "The central stack, as organisation/project/stack: this cluster's token is one of its outputs, and what else is said here is " +
        "compared with them. It must name this cluster in its `edges.clusters`.",
    ),
    host: dnsName(["edges.example.com"]).describe(
      "The host name that edges send to: `edges.ingress.host` of the central stack.",
    ),
    port: port().prefault(443).describe("The port there, of https."),
    alertmanagers: z
      .int()
      .min(1)
      .max(7)
      .prefault(1)
      .describe(
        "How many Alertmanagers the central stack has (`alertmanager.replicas` there): each is sent every alert.",
      ),
    grafanaUrl: pageUrl(["https://grafana.example.com"]).describe(
      "Where people reach the central stack's Grafana (`grafana.url` there), for the links in alerts.",
    ),
    cidrs: privateCidrs(),
    ca: certificates()
      .exactOptional()
      .describe("The authorities whose certificates are trusted, in PEM. Left out: those of each server's image."),
    clientCertificate: kubernetesSecretName()
      .exactOptional()
      .describe(
        "A Secret of type `kubernetes.io/tls`, in both namespaces of the servers here: the certificate that this cluster shows where " +
          "the central stack's ingress asks for one (mutual TLS), beside its token. Left out: none.",
      ),
  })
  .describe(
    "The central stack that this cluster, an edge, sends to: samples, alerts, and what `logs` and `traces` with `store: centre` collect. " +
      "Left out: the stack keeps and shows everything itself.",
  );

/** What an edge knows of its central stack. */
export type Centre = ReturnType<(typeof centreSchema)["parse"]>;
