import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Ingress } from "./server.ts";

type Metadata = k8s.types.input.meta.v1.ObjectMeta & { readonly name: string };

/** Creates the Ingress of a server's Service, which has the same metadata. */
export function ingress(
  name: string,
  metadata: Metadata,
  { host, className, tlsSecret, port }: Ingress,
  opts: pulumi.CustomResourceOptions,
): void {
  const backend = { service: { name: metadata.name, port: { name: port } } };
  new k8s.networking.v1.Ingress(
    name,
    {
      // The provider would wait for an address, which some controllers never publish.
      metadata: { ...metadata, annotations: { "pulumi.com/skipAwait": "true" } },
      spec: {
        ingressClassName: className,
        tls: [{ hosts: [host], secretName: tlsSecret }],
        rules: [{ host, http: { paths: [{ path: "/", pathType: "Prefix", backend }] } }],
      },
    },
    opts,
  );
}
