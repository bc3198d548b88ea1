/** How Prometheus logs in to another server: the fields of its configuration, and the files that they name. */
import type { LoginSettings } from "../../config/login.ts";
import type { AnySecretRef } from "../../config/types/kubernetes-secret.ts";
import type { ScrapeJob } from "../../mixins/scrape-job.ts";
import { type ExistingKey, existingCredential, ownCredential, type ScrapeCredentials } from "./credentials.ts";

type Tls = NonNullable<LoginSettings["tls"]>;

/** A login. */
export interface Login {
  /** The fields, which are the same in a scrape job and in an entry of `remote_write`. */
  readonly job: Pick<ScrapeJob, "basic_auth" | "authorization" | "tls_config">;
  readonly credentials: ScrapeCredentials;
}

/**
 * The login that settings ask for.
 *
 * @param name what the files of its secrets are called after.
 */
export function loginOf(name: string, { authentication: { basic, bearer } = {}, tls }: LoginSettings): Login {
  const password = basic && fileOf(`${name}-password`, basic.password);
  const token = bearer && fileOf(`${name}-token`, bearer.token);
  const ofTls = tls && tlsOf(tls);
  const all = [password, token, ofTls].filter((each) => each !== undefined);
  return {
    job: {
      ...(basic && password && { basic_auth: { username: basic.username, password_file: password.path } }),
      ...(token && { authorization: { credentials_file: token.path } }),
      ...(ofTls && { tls_config: ofTls.config }),
    },
    credentials: {
      own: Object.assign({}, ...all.map(({ own }) => own)),
      existing: all.flatMap(({ existing }) => existing),
    },
  };
}

/** The file that a secret becomes. */
function fileOf(file: string, secret: AnySecretRef): ScrapeCredentials & { readonly path: string } {
  if ("secret" in secret) return { path: ownCredential(file), own: { [file]: secret }, existing: [] };
  const key: ExistingKey = { secret: secret.kubernetesSecret, key: secret.key };
  return { path: existingCredential(key), own: {}, existing: [key] };
}

function tlsOf({ ca, serverName, clientCertificate, verification }: Tls) {
  const authority = typeof ca === "object" ? fileOf("", ca) : undefined;
  // The keys of every Secret of the type kubernetes.io/tls.
  const client = ["tls.crt", "tls.key"].map((key) => ({ secret: clientCertificate ?? "", key }));
  const [certificate, key] = clientCertificate === undefined ? [] : client;
  const config: ScrapeJob["tls_config"] = {
    ...(typeof ca === "string" && { ca }),
    ...(authority && { ca_file: authority.path }),
    ...(certificate && key && { cert_file: existingCredential(certificate), key_file: existingCredential(key) }),
    ...(serverName !== undefined && { server_name: serverName }),
    ...(verification === "none" && { insecure_skip_verify: true }),
  };
  const existing = [...(authority?.existing ?? []), ...[certificate, key].filter((one) => one !== undefined)];
  return { config, own: {}, existing };
}
