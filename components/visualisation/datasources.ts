/** Grafana's data sources as a provisioning file (https://grafana.com/docs/grafana/latest/administration/provisioning/). */
import { stringify } from "yaml";
import type { PlaceFacts } from "../place.ts";
import { serviceAddress } from "../workload/addresses.ts";
import type { JsonValue } from "../workload/data-source.ts";
import type { SecretDirectory, Server } from "../workload/server.ts";
import { correlated } from "./correlations.ts";
import { type LoginFields, loginFields, type OutsideSource } from "./outside-source.ts";

/** The provisioning file with what each server is to Grafana, as YAML. */
export function renderDatasources(
  place: Pick<PlaceFacts, "namespaces" | "cluster">,
  servers: readonly Server[],
  outside: readonly OutsideSource[] = [],
): string {
  const all = servers.flatMap(({ dataSource }) => dataSource ?? []);
  const own = servers.flatMap((server) => {
    if (server.dataSource === undefined) return [];
    const { name, uid, type, port, isDefault, jsonData } = correlated(place, server.dataSource, all);
    return [
      {
        name,
        uid,
        type,
        access: "proxy",
        url: `http://${serviceAddress(place, server, port)}`,
        ...(isDefault ? { isDefault } : {}),
        editable: false,
        // A provisioning file's `$` begins a variable of the environment.
        jsonData: doubled(jsonData),
      },
    ];
  });
  const datasources = [...own, ...outside.map(outsideEntry)];
  // `prune`: a data source that was taken out of this file goes from Grafana too.
  return stringify({ apiVersion: 1, prune: true, datasources }, { lineWidth: 0 });
}

/** The entry of a source that is no server of the stack. Secrets are in files, which Grafana reads when it starts. */
function outsideEntry(source: OutsideSource): object {
  const { name, uid, type, url, jsonData } = source;
  const { basicAuthUser, jsonData: ofLogin } = loginFields(source);
  const headers = loginFields(source).headers.map(([header], index) => [`httpHeaderName${index + 1}`, header]);
  const secure = Object.entries(secureTexts(source)).map(([field, { before, secret }]) => [
    field,
    `${before.replaceAll("$", "$$$$")}${secret === undefined ? "" : fromFile(outsideSecretPath(uid, field))}`,
  ]);
  return {
    name,
    uid,
    type,
    access: "proxy",
    url,
    ...(basicAuthUser === undefined ? {} : { basicAuth: true, basicAuthUser }),
    editable: false,
    jsonData: doubled({ ...jsonData, ...ofLogin, ...Object.fromEntries(headers) }),
    ...(secure.length === 0 ? {} : { secureJsonData: Object.fromEntries(secure) }),
  };
}

/** What Grafana keeps encrypted of a source; a header's value beside its name, by their number. */
function secureTexts(source: OutsideSource): LoginFields["secureJsonData"] {
  const { headers, secureJsonData } = loginFields(source);
  const values = headers.map(([, text], index) => [`httpHeaderValue${index + 1}`, text]);
  return { ...secureJsonData, ...Object.fromEntries(values) };
}

/** The directory of the secrets that the entries name; none where they name none. */
export function outsideSecrets(outside: readonly OutsideSource[]): readonly SecretDirectory[] {
  const files = outside.flatMap((source) =>
    Object.entries(secureTexts(source)).flatMap(([field, { secret }]) =>
      secret === undefined ? [] : [[secretFile(source.uid, field), secret] as const],
    ),
  );
  if (files.length === 0) return [];
  return [{ name: "outside", mountPath: OUTSIDE_SECRETS, files: Object.fromEntries(files), onChange: "restart" }];
}

/** What Grafana puts a file's content in the place of (https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/#variable-expansion). */
export function fromFile(path: string): string {
  return `$__file{${path}}`;
}

/** Where the secret of a field of a data source is, in Grafana's pod. */
export function outsideSecretPath(uid: string, field: string): string {
  return `${OUTSIDE_SECRETS}/${secretFile(uid, field)}`;
}

const OUTSIDE_SECRETS = "/etc/grafana-outside";

function secretFile(uid: string, field: string): string {
  return `${uid}.${field}`;
}

/** A value with each `$` of its texts doubled. */
function doubled(value: JsonValue): unknown {
  if (typeof value === "string") return value.replaceAll("$", "$$$$");
  if (Array.isArray(value)) return value.map(doubled);
  if (typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, doubled(each)]));
}
