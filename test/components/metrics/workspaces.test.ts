import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { foundationOf } from "../../../components/foundation/foundation.ts";
import { awsProvider } from "../../../components/foundation/providers.ts";
import { ownWriteRoles } from "../../../components/metrics/write-roles.ts";
import { placeFacts } from "../../../components/place.ts";
import { serversOf } from "../../../components/servers.ts";
import type { Server } from "../../../components/workload/server.ts";
import { estimateSeries } from "../../../mixins/cardinality/estimate.ts";
import { decide } from "../aws/decide.ts";
import { namesOf, planOf, resource } from "../plan-of.ts";
import { settingsWith } from "../settings.ts";

const estimate = estimateSeries({ jobs: [], recorded: {}, scrapeSeconds: 15, evaluationSeconds: 15 });
const WORKSPACE = "arn:aws:aps:eu-west-1:111122223333:workspace/ws-1";
const OTHER = "arn:aws:iam::444455556666:role/metrics-writer";

function settings(sigv4: object = {}, changes: object = {}) {
  const url = "https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1/api/v1/remote_write";
  return settingsWith({
    prometheus: { remoteWrite: [{ name: "amp", url, authentication: { sigv4 } }] },
    aws: { region: "eu-central-1", accountId: "111122223333" },
    foundation: {
      clusterName: "acme",
      oidcProvider: {
        arn: "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/X",
        url: "https://oidc.eks.eu-central-1.amazonaws.com/id/X",
      },
    },
    ...changes,
  });
}

function serversFor(all: ReturnType<typeof settings>): readonly Server[] {
  const none = { mixins: [], shown: [], grafanaAlerts: [], scraped: [] };
  return Object.values(serversOf(placeFacts("test", all), all, { ...none, estimate, placement: () => "ruler" })).flat();
}

function prometheusOf(all: ReturnType<typeof settings>): Server {
  const found = serversFor(all).find(({ name }) => name === "prometheus");
  if (found === undefined) throw new Error("no Prometheus");
  return found;
}

const plan = (all: ReturnType<typeof settings>) =>
  planOf(() => {
    ownWriteRoles({
      place: placeFacts("test", all),
      settings: all,
      foundation: foundationOf(all.foundation),
      servers: serversFor(all),
      aws: awsProvider(all.aws),
    });
  });

const written = (server: Server) =>
  parse(server.config?.flatMap(({ files }) => files["prometheus.yml"] ?? [])[0] ?? "").remote_write;
const whys = (server: Server) => server.calls.filter(({ why }) => /credentials/.test(why)).map(({ to }) => to);

describe("a workspace of Amazon Managed Service for Prometheus", () => {
  it("is written to with requests signed for its region", () => {
    expect(written(prometheusOf(settings()))).toMatchObject([{ name: "amp", sigv4: { region: "eu-west-1" } }]);
    expect(written(prometheusOf(settings({ assumeRole: OTHER })))[0].sigv4).toEqual({
      region: "eu-west-1",
      role_arn: OTHER,
    });
  });

  it("is open to a role that may write to it, and nothing else", async () => {
    const planned = await plan(settings());
    const { policy } = resource(planned, "RolePolicy", "prometheus-write").inputs;
    const ask = (action: string, on: string) =>
      decide([String(policy)], { principal: "arn:aws:iam::111122223333:role/x", action, resource: on });
    expect(ask("aps:RemoteWrite", WORKSPACE)).toBe("allow");
    expect(ask("aps:RemoteWrite", `${WORKSPACE}2`)).toBe("not allowed");
    expect(ask("aps:QueryMetrics", WORKSPACE)).toBe("not allowed");
    expect(resource(planned, "PodIdentityAssociation").inputs).toMatchObject({
      clusterName: "acme",
      namespace: "monitoring",
      serviceAccount: "prometheus",
    });
  });

  it("in another account is written to by a role there, which that of Prometheus may take on", async () => {
    const { policy } = resource(await plan(settings({ assumeRole: OTHER })), "RolePolicy").inputs;
    const ask = (action: string, on: string) =>
      decide([String(policy)], { principal: "arn:aws:iam::111122223333:role/x", action, resource: on });
    expect(ask("sts:AssumeRole", OTHER)).toBe("allow");
    expect(ask("aps:RemoteWrite", WORKSPACE)).toBe("not allowed");
  });

  it("needs the agent of Pod Identity on the node, or an annotation and AWS' token service", async () => {
    const agent = prometheusOf(settings());
    expect(whys(agent)).toMatchObject([{ name: "pod identity agent" }]);
    expect(agent.accountAnnotations).toBeUndefined();
    const irsa = settings({ identity: "irsa" });
    expect(whys(prometheusOf(irsa))).toMatchObject([{ name: "internet" }]);
    const planned = await plan(irsa);
    expect(prometheusOf(irsa).accountAnnotations).toEqual({
      "eks.amazonaws.com/role-arn": `arn:aws:iam::111122223333:role/${String(resource(planned, "Role").inputs.name)}`,
    });
    expect(namesOf(planned, "PodIdentityAssociation")).toEqual([]);
  });

  it("is written to by each shard with a role of its own", async () => {
    const remoteWrite = settings().prometheus.remoteWrite.map(({ name, url }) => ({
      name,
      url,
      authentication: { sigv4: {} },
    }));
    const objectStore = {
      kind: "s3",
      endpoint: "minio.storage.svc:9000",
      buckets: { metrics: "blocks" },
      accessKey: { secret: "accessKey" },
      secretKey: { secret: "secretKey" },
    };
    const sharded = settings({}, { prometheus: { shards: 2, remoteWrite }, thanos: {}, objectStore });
    expect(namesOf(await plan(sharded), "Role")).toEqual(["prometheus-shard-0-write", "prometheus-shard-1-write"]);
  });

  it("is reached through the proxy, where there is one, and so are the role's tokens", () => {
    const proxied = prometheusOf(settings({ identity: "irsa" }, { proxy: { address: "proxy.example.com:3128" } }));
    expect(written(proxied)).toMatchObject([{ proxy_url: "http://proxy.example.com:3128", sigv4: {} }]);
    // AWS' client goes by the environment.
    expect(proxied.environment).toMatchObject({ HTTPS_PROXY: "http://proxy.example.com:3128" });
    expect(String(proxied.environment?.NO_PROXY)).toContain("169.254.0.0/16");
    for (const { to, ports } of proxied.calls.filter(({ why }) => /credentials|amp/.test(why))) {
      expect([to.kind === "addresses" && to.name, ports]).toEqual(["internet", [{ number: 3128, protocol: "TCP" }]]);
    }
  });

  it("makes the pod anew when it gets a role, or another way to it: a running one is never given any", () => {
    const templates = [settings({}, { prometheus: {} }), settings(), settings({ identity: "irsa" })].map((all) =>
      JSON.stringify(prometheusOf(all).environment),
    );
    expect(new Set(templates).size).toBe(3);
  });

  it("needs no role where none is written to", async () => {
    const plain = settings({}, { prometheus: {} });
    expect(prometheusOf(plain).awsAccess).toBeUndefined();
    expect(namesOf(await plan(plain), "Role")).toEqual([]);
  });
});
