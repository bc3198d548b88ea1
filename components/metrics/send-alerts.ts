/** How Prometheus and Thanos' ruler send alerts to Alertmanager: the same to each, in the words of its own configuration. */
import type { AlertTarget } from "../alerting/alert-target.ts";
import type { ConfigDirectory } from "../workload/server.ts";
import { type Login, loginOf } from "./login.ts";

/** How they log in. The files of its secrets are apart from those of applications, whose names have no dot. */
export function alertLogin({ login }: AlertTarget): Login {
  return loginOf("send.alerts", login);
}

/** The entries of `alerting.alertmanagers` (https://prometheus.io/docs/prometheus/latest/configuration/configuration/#alertmanager_config). */
export function prometheusAlertmanagers(target: AlertTarget): readonly object[] {
  const { addresses, scheme, pathPrefixes, proxyUrl } = target;
  return pathPrefixes.map((prefix) => ({
    ...(scheme === "http" ? {} : { scheme }),
    ...(prefix === "" ? {} : { path_prefix: prefix }),
    ...alertLogin(target).job,
    ...(proxyUrl === undefined ? {} : { proxy_url: proxyUrl }),
    static_configs: [{ targets: [...addresses] }],
  }));
}

/**
 * The entries of the ruler's `alertmanagers`, and the files that it names (https://thanos.io/tip/components/rule.md/#alertmanager).
 * Its words are fewer than Prometheus': a token is a `bearer_token_file`, and an authority is in a file.
 *
 * @param folder where the files are, in its pod.
 */
export function rulerAlertmanagers(
  target: AlertTarget,
  folder: string,
): { readonly entries: readonly object[]; readonly files: ConfigDirectory["files"] } {
  const { addresses, scheme, pathPrefixes, proxyUrl } = target;
  const { basic_auth, authorization, tls_config } = alertLogin(target).job;
  const { ca, ...tls } = tls_config ?? {};
  const AUTHORITY = "alertmanager-ca.crt";
  const http = {
    ...(proxyUrl === undefined ? {} : { proxy_url: proxyUrl }),
    ...(basic_auth === undefined ? {} : { basic_auth }),
    ...(authorization === undefined ? {} : { bearer_token_file: authorization.credentials_file }),
    ...(tls_config === undefined
      ? {}
      : { tls_config: { ...(ca === undefined ? {} : { ca_file: `${folder}/${AUTHORITY}` }), ...tls } }),
  };
  return {
    entries: pathPrefixes.map((prefix) => ({
      ...(Object.keys(http).length === 0 ? {} : { http_config: http }),
      static_configs: [...addresses],
      scheme,
      ...(prefix === "" ? {} : { path_prefix: prefix }),
      api_version: "v2",
      timeout: "10s",
    })),
    files: ca === undefined ? {} : { [AUTHORITY]: ca },
  };
}
