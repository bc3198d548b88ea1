import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { portNumber, type ServerIdentity } from "./identity.ts";
import type { Ingress } from "./server.ts";

type Metadata = k8s.types.input.meta.v1.ObjectMeta & { readonly name: string };

/** Creates the way in to a server's Service, which has the same metadata: an Ingress, or a route on a Gateway. */
export function createIngress(
  name: string,
  metadata: Metadata,
  server: ServerIdentity,
  ingress: Ingress,
  opts: pulumi.CustomResourceOptions,
): void {
  const { host, port, annotations, paths = ["/"] } = ingress;
  if ("gateway" in ingress) {
    new k8s.apiextensions.CustomResource(
      name,
      {
        apiVersion: "gateway.networking.k8s.io/v1",
        kind: "HTTPRoute",
        metadata: { ...metadata, ...(annotations === undefined ? {} : { annotations }) },
        spec: routeSpec(metadata.name, portNumber(server, port), ingress),
      },
      opts,
    );
    return;
  }
  const { className, tlsSecret } = ingress;
  const backend = { service: { name: metadata.name, port: { name: port } } };
  // Without a secret as well: it tells the controller that the host is served over TLS, with its own certificate.
  const tls = { hosts: [host], ...(tlsSecret === undefined ? {} : { secretName: tlsSecret }) };
  new k8s.networking.v1.Ingress(
    name,
    {
      // The provider would wait for an address, which some controllers never publish.
      metadata: { ...metadata, annotations: { ...annotations, "pulumi.com/skipAwait": "true" } },
      spec: {
        ingressClassName: className,
        tls: [tls],
        rules: [{ host, http: { paths: paths.map((path) => ({ path, pathType: "Prefix", backend })) } }],
      },
    },
    opts,
  );
}

/** Matches that one rule of a route may have, in every version of the Gateway API: 8 at first, 64 later. */
const MATCHES = 8;

/** https://gateway-api.sigs.k8s.io/reference/spec/#httproutespec */
function routeSpec(
  service: string,
  port: number,
  { host, gateway, filter, paths }: Extract<Ingress, { gateway: unknown }>,
) {
  const { name, namespace, listener } = gateway;
  return {
    parentRefs: [{ name, namespace, sectionName: listener }],
    hostnames: [host],
    rules: matchesOf(paths).map((matches) => ({
      ...matches,
      // While what it refers to is missing, the gateway must refuse every request.
      ...(filter === undefined ? {} : { filters: [{ type: "ExtensionRef", extensionRef: filter }] }),
      backendRefs: [{ name: service, port }],
    })),
  };
}

/** What each rule of a route matches; without paths one that matches everything. */
function matchesOf(paths: Ingress["paths"]) {
  if (paths === undefined) return [{}];
  const matches = paths.map((value) => ({ path: { type: "PathPrefix", value } }));
  return Array.from({ length: Math.ceil(matches.length / MATCHES) }, (_, rule) => ({
    matches: matches.slice(rule * MATCHES, (rule + 1) * MATCHES),
  }));
}
