/** The receivers of Alertmanager's configuration file. */
import type { ConfigValue, Integration } from "../../config/receivers/receiver-kind.ts";
import { isProxied } from "../../config/receivers/way-out.ts";
import { isAnySecretRef, secretRefs } from "../../config/secrets.ts";
import type { Settings } from "../../config/settings.ts";
import type { AnySecretRef } from "../../config/types/kubernetes-secret.ts";

type AlertmanagerSettings = Settings["alertmanager"];

/** Where the secrets' files are, in the pod. */
export const SECRETS_DIRECTORY = "/etc/alertmanager/secrets";

/** The entries of `receivers`, in the settings' order. They name the files of secrets. */
export function renderReceivers({ receivers, watchdog, proxy }: AlertmanagerSettings): readonly object[] {
  return Object.entries(receivers).map(([name, receiver]) => {
    // A resolved heartbeat would sound to the service outside like one more sign of life.
    const sendResolved = name !== watchdog?.receiver;
    const lists = Object.entries(receiver).map(([kind, integration]) => [
      `${kind}_configs`,
      [entry(integration, sendResolved, proxy)],
    ]);
    return { name, ...Object.fromEntries(lists) };
  });
}

function entry({ block, calls }: Integration, sendResolved: boolean, proxy: AlertmanagerSettings["proxy"]): object {
  return {
    ...Object.fromEntries(Object.entries(block).map(([key, value]) => [key, withSecretFiles(value)])),
    ...(proxy !== undefined && calls.some(isProxied) ? { http_config: { proxy_url: proxy.url } } : {}),
    send_resolved: sendResolved,
  };
}

/** A value with the path of each secret's file in the secret's place. */
function withSecretFiles(value: ConfigValue): unknown {
  if (typeof value !== "object") return value;
  if (isAnySecretRef(value)) return `${SECRETS_DIRECTORY}/${secretFile(value)}`;
  if (Array.isArray(value)) return value.map(withSecretFiles);
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, withSecretFiles(child)]));
}

/** The secrets that the receivers need, by the file that each becomes. */
export function receiverSecrets({ receivers }: Pick<AlertmanagerSettings, "receivers">) {
  const refs = secretRefs(receivers).map((ref) => [secretFile(ref), ref] as const);
  return Object.fromEntries(refs.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** No name of either kind has an underscore before that of a key. */
function secretFile(ref: AnySecretRef): string {
  return "secret" in ref ? ref.secret : `${ref.kubernetesSecret}_${ref.key}`;
}
