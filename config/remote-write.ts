import * as z from "zod";
import { authenticationSchema, tlsSchema } from "./login.ts";
import { podIdentity } from "./pod-identity.ts";
import { type WayOut, wayTo } from "./receivers/way-out.ts";
import { fitHost, privateCidrs, targetPort } from "./receivers/whereabouts.ts";
import { dnsLabel } from "./types/dns-name.ts";
import { list } from "./types/list.ts";
import { patternType } from "./types/text-type.ts";
import { pageUrl } from "./types/url.ts";

/** Headers that Prometheus sets itself and refuses in its configuration (`reservedHeaders` in its config/config.go). */
const RESERVED =
  "authorization|host|content-encoding|content-length|content-type|user-agent|connection|keep-alive|proxy-authenticate|proxy-authorization|www-authenticate|accept-encoding|x-prometheus-remote-write-version|x-prometheus-remote-read-version|x-amz-date|x-amz-security-token|x-amz-content-sha256";

function headerName() {
  return patternType({
    name: "header",
    expected:
      'the name of a header that Prometheus does not set itself, such as "X-Scope-OrgID" (a login is `authentication`)',
    examples: ["X-Scope-OrgID"],
    pattern: new RegExp(
      `^(?!(?:${RESERVED.replaceAll(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`)})$)[A-Za-z0-9-]{1,80}$`,
    ),
  });
}

/** Requests that are signed as AWS has it (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html). */
const sigv4 = z
  .strictObject({
    identity: podIdentity(),
    assumeRole: patternType({
      name: "role",
      expected: 'the ARN of a role such as "arn:aws:iam::111122223333:role/metrics-writer"',
      examples: ["arn:aws:iam::111122223333:role/metrics-writer"],
      pattern: /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
    })
      .exactOptional()
      .describe(
        "A role that Prometheus takes on before it writes: one in the workspace's account, which trusts that of Prometheus. Left out: none; the workspace is in " +
          "the account of `aws`.",
      ),
  })
  .describe(
    "Requests to a workspace of Amazon Managed Service for Prometheus are signed by a role, which the stack makes: it may write to this workspace. Without the role's " +
      "credentials Prometheus does not start.",
  );

/** Who Prometheus is to a store. */
const signedAuthenticationSchema = authenticationSchema
  .extend({ sigv4: sigv4.exactOptional() })
  .describe("Who Prometheus is to the store: one of the three. A changed secret is read at the next request.");

const store = z
  .strictObject({
    name: dnsLabel(["mimir"])
      .refine((name) => name !== "thanos", { error: 'expected another name: "thanos" is the stack\'s own' })
      .describe("What its queue is called: the label `remote_name` of Prometheus' metrics."),
    url: pageUrl(["https://mimir.example.com/api/v1/push"]).describe(
      "Where samples are posted: the whole URL of the store's remote write.",
    ),
    cidrs: privateCidrs(),
    targetPort: targetPort(),
    tls: tlsSchema.exactOptional(),
    authentication: signedAuthenticationSchema.exactOptional(),
    dataSource: z
      .strictObject({
        url: pageUrl(["https://mimir.example.com/prometheus"]).describe(
          "Where it answers Prometheus' queries: what its paths `/api/v1/query` and the others begin with.",
        ),
        kind: z
          .enum(["Prometheus", "Cortex", "Mimir", "Thanos"])
          .prefault("Prometheus")
          .describe("What it is, as Grafana calls it: VictoriaMetrics and most others are a `Prometheus`."),
        cidrs: privateCidrs(),
        targetPort: targetPort(),
        tls: tlsSchema.exactOptional(),
        authentication: authenticationSchema.exactOptional(),
        headers: z
          .record(headerName(), z.string().min(1).max(1000))
          .prefault({})
          .describe("Further headers of each query, such as the tenant. No secrets."),
      })
      .check(fitHost(({ url }) => new URL(url).hostname))
      .transform(({ cidrs, targetPort: target, ...asked }) => ({ ...asked, calls: waysTo(asked.url, cidrs, target) }))
      .exactOptional()
      .describe("A data source in Grafana, called as the store, that asks it. Left out: Grafana does not ask it."),
    headers: z
      .record(headerName(), z.string().min(1).max(1000))
      .prefault({})
      .describe("Further headers of each request, such as the tenant. No secrets: they are in the configuration file."),
  })
  .check(fitHost(({ url }) => new URL(url).hostname))
  .transform(({ cidrs, targetPort: target, ...given }) => ({ ...given, calls: waysTo(given.url, cidrs, target) }));

function waysTo(url: string, cidrs: readonly string[] | undefined, target: number | undefined): readonly WayOut[] {
  const { hostname, port, protocol } = new URL(url);
  return wayTo(hostname, port === "" ? (protocol === "https:" ? 443 : 80) : Number(port), {
    protocol: "http",
    ...(cidrs === undefined ? {} : { cidrs }),
    ...(target === undefined ? {} : { targetPort: target }),
  });
}

/** Stores that Prometheus writes all samples to, beside its own disk. */
export const remoteWriteSchema = list(store, { by: ({ name }) => name })
  .prefault([])
  .describe(
    "Stores that all samples are written to as well, by Prometheus' remote write: Mimir, Grafana Cloud, VictoriaMetrics, another Thanos. " +
      "Replicas write the same samples, told apart by the label `replica`.",
  );

/** A store that Prometheus writes to. */
export type RemoteStore = z.output<typeof store>;
