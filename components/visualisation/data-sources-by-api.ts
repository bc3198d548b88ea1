import * as pulumi from "@pulumi/pulumi";
import * as grafana from "@pulumiverse/grafana";
import type { Place } from "../place.ts";
import { loginFields, type OutsideSource, type SecureText } from "./outside-source.ts";

/** Arguments of `DataSourcesByApi`. */
export interface DataSourcesByApiArgs {
  readonly sources: readonly OutsideSource[];
  readonly provider: grafana.Provider;
  readonly secret: Place["secret"];
}

/** The data sources of a Grafana that is there already, through its API. */
export class DataSourcesByApi extends pulumi.ComponentResource {
  constructor(
    name: string,
    { sources, provider, secret }: DataSourcesByApiArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("aiobs:grafana:DataSourcesByApi", name, {}, opts);
    const values = (texts: readonly (readonly [string, SecureText])[]) =>
      pulumi.secret(
        pulumi
          .all(texts.map(([, text]) => secureValue(text, secret)))
          .apply((all) => Object.fromEntries(all.map((value, index) => [texts[index]?.[0] ?? "", value]))),
      );
    for (const source of sources) {
      const { basicAuthUser, headers, jsonData, secureJsonData } = loginFields(source);
      const secure = Object.entries(secureJsonData);
      new grafana.oss.DataSource(
        `data-source-${source.uid}`,
        {
          name: source.name,
          uid: source.uid,
          type: source.type,
          accessMode: "proxy",
          url: source.url,
          ...(basicAuthUser === undefined ? {} : { basicAuthEnabled: true, basicAuthUsername: basicAuthUser }),
          // Not among `jsonData`: the provider takes headers out of what it reads there, and would see a change each time.
          ...(headers.length === 0 ? {} : { httpHeaders: values(headers) }),
          jsonDataEncoded: JSON.stringify({ ...source.jsonData, ...jsonData }),
          ...(secure.length === 0
            ? {}
            : { secureJsonDataEncoded: values(secure).apply((fields) => JSON.stringify(fields)) }),
        },
        { parent: this, provider },
      );
    }
    this.registerOutputs({});
  }
}

/** The settings refuse what is in the cluster, where the program cannot read it. */
function secureValue({ before, secret: source }: SecureText, secret: Place["secret"]): pulumi.Output<string> {
  if (source === undefined || source === "generated" || !("secret" in source)) return pulumi.output(before);
  return pulumi.interpolate`${before}${secret(source.secret)}`;
}
