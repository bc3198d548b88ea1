/** How Prometheus logs in to another server: the fields of its configuration, and the files that they name. */
import type { LoginSettings } from "../../config/login.ts";
import type { ScrapeJob } from "../../mixins/scrape-job.ts";
import { ACCOUNT_TOKEN } from "../../mixins/service-account.ts";
import type { SecretSource } from "../workload/server.ts";
import { type Credentials, credentialPath } from "./credentials.ts";

type Tls = NonNullable<LoginSettings["tls"]>;

/** What a login is made from: the settings', or what stands in their place. */
export interface LoginArgs extends Omit<LoginSettings, "authentication"> {
  readonly authentication?: Omit<NonNullable<LoginSettings["authentication"]>, "bearer"> & {
    readonly bearer?: { readonly token: SecretSource };
  };
}

/** A login. */
export interface Login {
  /** The fields, which are the same in a scrape job, in an entry of `remote_write` and in one of `alertmanagers`. */
  readonly job: Pick<ScrapeJob, "basic_auth" | "authorization" | "tls_config">;
  readonly credentials: Credentials;
}

/**
 * The login that settings ask for.
 *
 * @param name what the files of its secrets are called after.
 */
export function loginOf(
  name: string,
  { authentication: { basic, bearer, serviceAccount } = {}, tls }: LoginArgs,
): Login {
  const password = basic && fileOf(`${name}-password`, basic.password);
  const token = bearer && fileOf(`${name}-token`, bearer.token);
  const ofTls = tls && tlsOf(name, tls);
  return {
    job: {
      ...(basic && password && { basic_auth: { username: basic.username, password_file: password.path } }),
      ...(token && { authorization: { credentials_file: token.path } }),
      ...(serviceAccount && { authorization: { credentials_file: ACCOUNT_TOKEN } }),
      ...(ofTls && { tls_config: ofTls.config }),
    },
    credentials: { ...password?.files, ...token?.files, ...ofTls?.files },
  };
}

/** The file that a secret becomes. */
function fileOf(file: string, source: SecretSource) {
  return { path: credentialPath(file), files: { [file]: source } };
}

function tlsOf(name: string, { ca, serverName, clientCertificate, verification }: Tls) {
  const authority = typeof ca === "object" ? fileOf(`${name}-ca.crt`, ca) : undefined;
  const client =
    clientCertificate === undefined
      ? undefined
      : {
          // The keys of every Secret of the type kubernetes.io/tls.
          certificate: fileOf(`${name}-tls.crt`, { kubernetesSecret: clientCertificate, key: "tls.crt" }),
          key: fileOf(`${name}-tls.key`, { kubernetesSecret: clientCertificate, key: "tls.key" }),
        };
  const config: ScrapeJob["tls_config"] = {
    ...(typeof ca === "string" && { ca }),
    ...(authority && { ca_file: authority.path }),
    ...(client && { cert_file: client.certificate.path, key_file: client.key.path }),
    ...(serverName !== undefined && { server_name: serverName }),
    ...(verification === "none" && { insecure_skip_verify: true }),
  };
  return { config, files: { ...authority?.files, ...client?.certificate.files, ...client?.key.files } };
}
