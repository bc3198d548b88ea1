/** What the servers of an edge need to send to its central stack. */
import type { Centre } from "../../config/centre.ts";
import { internet, type WayOut } from "../../config/receivers/way-out.ts";
import { type Login, type LoginArgs, loginOf } from "../metrics/login.ts";
import type { PlaceFacts } from "../place.ts";
import type { Connection } from "../workload/connection.ts";
import type { Zone } from "../workload/identity.ts";
import type { SecretSource, Server } from "../workload/server.ts";
import { wayCalls } from "../workload/way-call.ts";

/** An edge's place in its fleet. */
export interface EdgePlace {
  /** The edge's cluster, whose token it has. */
  readonly cluster: string;
  readonly centre: Centre;
}

/** The fleet place of a stack's servers; none where the stack is no edge. */
export function edgeOf({ cluster, centre }: Pick<PlaceFacts, "cluster" | "centre">): EdgePlace | undefined {
  return centre === undefined ? undefined : { cluster, centre };
}

/** `https://host:port` of the central stack, without the port of https itself. */
export function centreUrl({ host, port }: Centre): string {
  return port === 443 ? `https://${host}` : `https://${host}:${port}`;
}

/** The way there. */
export function centreWays({ cidrs, port }: Centre): readonly WayOut[] {
  return [cidrs === undefined ? internet("http", port) : { to: "addresses", cidrs, ports: [port] }];
}

/** The calls there, through the stack's proxy where there is one. */
export function centreCalls(
  place: Pick<PlaceFacts, "namespaces" | "proxy">,
  centre: Centre,
  why: string,
  zone?: Zone,
): readonly Connection[] {
  return centreWays(centre).flatMap((way) => wayCalls(way, place, "central stack", why, zone));
}

/** What Prometheus logs in there with: its token, and the certificates that the settings name. */
export function centreLoginArgs({ cluster, centre: { ca, clientCertificate } }: EdgePlace): LoginArgs {
  const tls = {
    ...(ca === undefined ? {} : { ca }),
    ...(clientCertificate === undefined ? {} : { clientCertificate }),
  };
  return {
    authentication: { bearer: { token: { token: cluster } } },
    ...(Object.keys(tls).length === 0 ? {} : { tls: { verification: "full", ...tls } }),
  };
}

/** How Prometheus logs in there to write samples. */
export function centreLogin(edge: EdgePlace): Login {
  return loginOf("centre", centreLoginArgs(edge));
}

/** The environment variable of a collector with the token. */
const TOKEN_VARIABLE = "CENTRE_TOKEN";

const TOKEN = { name: "centre", mountPath: "/etc/otelcol-centre" } as const;
const CERTIFICATE = { name: "centre-certificate", mountPath: "/etc/otelcol-certificate" } as const;

/** The keys of every Secret of the type kubernetes.io/tls. */
const CERTIFICATE_KEYS = { cert_file: "tls.crt", key_file: "tls.key" } as const;

/** The fields of a collector's exporter that say how it logs in (https://github.com/open-telemetry/opentelemetry-collector/tree/v0.161.0/config/confighttp). */
export function centreHeaders({ ca, clientCertificate }: Centre): object {
  const files = Object.entries(CERTIFICATE_KEYS).map(([field, key]) => [field, `${CERTIFICATE.mountPath}/${key}`]);
  const tls = {
    ...(ca === undefined ? {} : { ca_pem: ca }),
    // Read anew once an hour: a certificate may be replaced while the process runs.
    ...(clientCertificate === undefined ? {} : { ...Object.fromEntries(files), reload_interval: "1h" }),
  };
  return {
    headers: { Authorization: `Bearer \${env:${TOKEN_VARIABLE}}` },
    ...(Object.keys(tls).length === 0 ? {} : { tls }),
  };
}

/** A collector's server with what its login is read from. It reads the token at its start. */
export function withCentreLogin(server: Server, { cluster, centre: { clientCertificate } }: EdgePlace): Server {
  return {
    ...server,
    environment: { ...server.environment, [TOKEN_VARIABLE]: { secretDirectory: TOKEN.name, file: "token" } },
    secrets: [
      ...(server.secrets ?? []),
      { ...TOKEN, files: { token: { token: cluster } }, onChange: "restart" },
      ...(clientCertificate === undefined
        ? []
        : [{ ...CERTIFICATE, files: filesOf(clientCertificate), onChange: "reload" as const }]),
    ],
  };
}

function filesOf(secret: string): Readonly<Record<string, SecretSource>> {
  return Object.fromEntries(Object.values(CERTIFICATE_KEYS).map((key) => [key, { kubernetesSecret: secret, key }]));
}
