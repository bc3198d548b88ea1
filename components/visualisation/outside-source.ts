/** A source of data for Grafana that is no server of the stack, and how Grafana logs in to it. */
import type { LoginSettings } from "../../config/login.ts";
import type { Connection } from "../workload/connection.ts";
import type { DataSource } from "../workload/data-source.ts";
import type { SecretSource } from "../workload/server.ts";

/** A store or a server that is there, whoever brought it. */
export interface OutsideSource extends Omit<DataSource, "port"> {
  readonly url: string;
  readonly login: LoginSettings;
  /** Further headers of each request. */
  readonly headers: Readonly<Record<string, string>>;
  /** Grafana's ways to it. */
  readonly calls: readonly Connection[];
}

/** A text that Grafana keeps encrypted: one that is no secret, or a secret behind a few characters of its own. */
export interface SecureText {
  readonly before: string;
  /** Absent: `before` is all. */
  readonly secret?: SecretSource;
}

/** A login as the fields of a data source have it (https://grafana.com/docs/grafana/latest/administration/provisioning/#json-data). */
export interface LoginFields {
  readonly basicAuthUser?: string;
  /** Headers of each request. */
  readonly headers: readonly (readonly [name: string, value: SecureText])[];
  readonly jsonData: Readonly<Record<string, string | boolean>>;
  readonly secureJsonData: Readonly<Record<string, SecureText>>;
}

/** The fields of a login, and of headers that are no secret. */
export function loginFields({
  login: { authentication: { basic, bearer } = {}, tls },
  headers,
}: Pick<OutsideSource, "login" | "headers">): LoginFields {
  const all: LoginFields["headers"] = [
    ...(bearer === undefined ? [] : [["Authorization", { before: "Bearer ", secret: bearer.token }] as const]),
    ...Object.entries(headers).map(([name, before]) => [name, { before }] as const),
  ];
  const { ca, serverName, clientCertificate, verification } = tls ?? {};
  return {
    ...(basic === undefined ? {} : { basicAuthUser: basic.username }),
    headers: all,
    jsonData: {
      ...(ca === undefined ? {} : { tlsAuthWithCACert: true }),
      ...(clientCertificate === undefined ? {} : { tlsAuth: true }),
      ...(serverName === undefined ? {} : { serverName }),
      ...(verification === "none" ? { tlsSkipVerify: true } : {}),
    },
    secureJsonData: {
      ...(basic === undefined ? {} : { basicAuthPassword: { before: "", secret: basic.password } }),
      ...(ca === undefined ? {} : { tlsCACert: typeof ca === "string" ? { before: ca } : { before: "", secret: ca } }),
      ...(clientCertificate === undefined
        ? {}
        : {
            tlsClientCert: { before: "", secret: { kubernetesSecret: clientCertificate, key: "tls.crt" } },
            tlsClientKey: { before: "", secret: { kubernetesSecret: clientCertificate, key: "tls.key" } },
          }),
    },
  };
}
