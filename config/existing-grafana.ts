import * as z from "zod";
import { authenticationSchema, basicAuthenticationSchema } from "./login.ts";
import { dnsLabel } from "./types/dns-name.ts";
import { labelKey, labelValue } from "./types/label.ts";
import { patternType } from "./types/text-type.ts";
import { pageUrl } from "./types/url.ts";

function dataSourceUid(example: string) {
  return patternType({
    name: "uid",
    expected: `the uid of a data source such as "${example}", of at most 40 letters, digits, - and _`,
    examples: [example],
    pattern: /^[\w-]{1,40}$/,
  });
}

/** A source of data as a Grafana elsewhere reaches it. */
function source(what: string, examples: { readonly uid: string; readonly url: string }) {
  return z
    .union(
      [
        z.strictObject({
          uid: dataSourceUid(examples.uid).describe(
            "A data source that this Grafana has already: none is made, dashboards and alerts ask it.",
          ),
        }),
        z.strictObject({
          url: pageUrl([examples.url]).describe("Where Grafana reaches it, under a certificate that it trusts."),
          authentication: authenticationSchema.exactOptional(),
          headers: z
            .record(z.string().regex(/^[A-Za-z0-9-]{1,80}$/), z.string().min(1).max(1000))
            .prefault({})
            .describe("Further headers of each request, such as the tenant. No secrets: they are in the state."),
        }),
      ],
      { error: `expected { uid: ${examples.uid} } or { url: "${examples.url}" }` },
    )
    .exactOptional()
    .describe(
      `Where this Grafana asks for ${what}: a data source that it has (\`uid\`), or an address (\`url\`). Left out: the stack's own server, by \`from\`.`,
    );
}

/** A Grafana that is there already: what it reaches of the stack, and how. */
export const existingGrafanaSchema = z
  .strictObject({
    from: z
      .strictObject({
        namespace: dnsLabel(["monitoring"]).describe("The namespace of its pods."),
        podLabels: z
          .record(labelKey(), labelValue())
          .exactOptional()
          .describe("Labels of its pods. Left out: every pod of the namespace is let in."),
      })
      .exactOptional()
      .describe(
        "Where its pods are, in this cluster: they reach the stack's servers by their Services, and the network policies let them in. Left out: it " +
          "is elsewhere, and `metrics`, `logs` and `traces` say how it reaches what the stack has of them.",
      ),
    metrics: source("metrics", { uid: "grafanacloud-prom", url: "https://prometheus.example.com" }),
    logs: source("logs", { uid: "grafanacloud-logs", url: "https://loki.example.com" }),
    traces: source("traces", { uid: "grafanacloud-traces", url: "https://tempo.example.com" }),
    alertmanager: z
      .union(
        [
          z.strictObject({
            contactPoint: z
              .string()
              .min(1)
              .max(190)
              .describe("The name of a contact point that it has: the alerts that Grafana evaluates go there."),
          }),
          z.strictObject({
            url: pageUrl(["https://alertmanager.example.com"]).describe("Where it reaches an Alertmanager."),
            authentication: basicAuthenticationSchema.exactOptional(),
          }),
        ],
        { error: 'expected { contactPoint: <name> } or { url: "https://alertmanager.example.com" }' },
      )
      .exactOptional()
      .describe(
        "Where the alerts go that Grafana evaluates itself. Left out: with `from` to the stack's Alertmanager; else nowhere, and stacks that have " +
          "such alerts are refused.",
      ),
  })
  .describe(
    "A Grafana that is there already at `url`, Grafana Cloud among them: folders, dashboards, alerts and data sources go there through its API, and the " +
      "stack brings none. docs/existing-grafana.md.",
  );

/** A Grafana that is there already. */
export type ExistingGrafana = z.output<typeof existingGrafanaSchema>;
