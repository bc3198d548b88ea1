import * as z from "zod";
import { cidr } from "./types/cidr.ts";
import { dnsLabel, dnsName } from "./types/dns-name.ts";
import { annotationKey, labelKey, labelValue } from "./types/label.ts";
import { list } from "./types/list.ts";

/** Who forwards the requests: what the network policy lets in. */
const from = z
  .union(
    [
      z.literal("nodes"),
      z.strictObject({
        namespace: dnsLabel(["traefik"]).describe("The namespace of the controller's pods."),
        podLabels: z
          .record(labelKey(), labelValue())
          .exactOptional()
          .describe("Labels of the controller's pods. Left out: every pod of the namespace is let in."),
      }),
      z.strictObject({
        cidrs: list(cidr(), { min: 1 }).describe(
          "Networks that a load balancer outside the cluster forwards from: its own subnets, and no wider, for who is in them " +
            "gets past whatever the load balancer asks.",
        ),
      }),
    ],
    { error: 'expected "nodes", { namespace: traefik } or { cidrs: [10.0.0.0/28] }' },
  )
  .describe(
    "Who forwards the requests, which the network policy lets in: a controller's pods, a load balancer that calls pods from its " +
      "own subnets (AWS' with `target-type: ip`), or `nodes`, where the controller is on the nodes' own network.",
  );

const shared = {
  host: dnsName(["grafana.example.com"]).describe("The host name that people call."),
  from,
  annotations: z
    .record(annotationKey(), z.string())
    .exactOptional()
    .describe("Annotations of the Ingress or HTTPRoute, for its controller, a DNS controller, …"),
};

/** An Ingress object, for the controller of a class. */
const byClass = z.strictObject({
  ...shared,
  className: dnsLabel(["alb", "traefik"]).describe("The ingress class, which names the controller."),
  tlsSecret: dnsLabel(["grafana-tls"])
    .exactOptional()
    .describe(
      "The Kubernetes secret that holds the certificate and its key. Left out: the controller has the certificate, as a load " +
        "balancer that ends TLS.",
    ),
});

/** An HTTPRoute of the Gateway API, on a Gateway that is there (https://gateway-api.sigs.k8s.io/api-types/httproute/). */
const byGateway = z.strictObject({
  ...shared,
  gateway: z
    .strictObject({
      name: dnsLabel(["public"]).describe("The Gateway's name."),
      namespace: dnsLabel(["gateways"]).describe("The Gateway's namespace."),
      listener: dnsLabel(["https"]).describe(
        "The Gateway's listener, one that ends TLS: a route that names none is served in plain text as well.",
      ),
    })
    .describe(
      "The Gateway that a route is attached to, instead of `className`. It must let routes of this namespace attach.",
    ),
  filter: z
    .strictObject({
      group: dnsName(["traefik.io"]).describe("API group of the filter."),
      kind: z
        .string()
        .regex(/^[A-Z][A-Za-z0-9]{0,62}$/, { error: 'expected a kind of object such as "Middleware"' })
        .describe("Kind of the filter, e.g. `Middleware`."),
      name: dnsLabel(["login"]).describe("Name of the filter, in the stack's own namespace."),
    })
    .exactOptional()
    .describe(
      "An object of the controller's own that each request passes, e.g. one that asks who is there. While it is missing, every " +
        "request is refused.",
    ),
});

/** The way in from outside the cluster. */
export const ingressSchema = z
  .union([byClass, byGateway], { error: "expected { host, from, className } or { host, from, gateway }" })
  .meta({
    id: "Ingress",
    title: "ingress",
    description:
      "The way in to a server from outside the cluster: an Ingress of a class (`className`), or a route of the Gateway API (`gateway`).",
  });

/** The way in from outside the cluster, as the settings say it. */
export type IngressSettings = z.output<typeof ingressSchema>;

/** Where an ingress leads from; nowhere without one. */
export function urlOf(ingress: IngressSettings | undefined): string | undefined {
  return ingress === undefined ? undefined : `https://${ingress.host}`;
}

/** Settings of a server with a way in. */
interface Reachable {
  readonly externalUrl?: string;
  readonly ingress?: IngressSettings;
}

/** The settings with the URL that follows from the ingress, unless they have one. */
export function withExternalUrl<Settings extends Reachable>(settings: Settings): Settings {
  const externalUrl = settings.externalUrl ?? urlOf(settings.ingress);
  return externalUrl === undefined ? settings : { ...settings, externalUrl };
}
