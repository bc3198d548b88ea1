import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { foundationOf } from "../../../components/foundation/foundation.ts";
import type { Settings } from "../../../config/settings.ts";
import { planOf, resource } from "../plan-of.ts";
import { settingsWith } from "../settings.ts";

const elsewhere: Settings["foundation"] = settingsWith({ foundation: { stack: "acme/cluster/prod" } }).foundation;

/** What a ConfigMap holds of what the foundation says. */
async function shown(say: (foundation: ReturnType<typeof foundationOf>) => Record<string, unknown>) {
  const planned = await planOf(() => {
    const data = say(foundationOf(elsewhere));
    new k8s.core.v1.ConfigMap("shown", { data: Object(data) });
  });
  return resource(planned, "ConfigMap").inputs.data;
}

describe("a foundation of another stack's outputs", () => {
  it("takes each fact from the output of that name", async () => {
    const facts = await shown(({ kubeconfig, clusterName, vpcId, clusterSecurityGroupId }) => ({
      kubeconfig: pulumi.unsecret(pulumi.output(kubeconfig)),
      clusterName,
      vpcId,
      clusterSecurityGroupId,
    }));
    expect(facts).toEqual({
      kubeconfig: "[kubeconfig of acme/cluster/prod]",
      clusterName: "[clusterName of acme/cluster/prod]",
      vpcId: "[vpcId of acme/cluster/prod]",
      clusterSecurityGroupId: "[clusterSecurityGroupId of acme/cluster/prod]",
    });
  });

  it("keeps the kubeconfig secret, which opens the cluster, even where the other stack does not", async () => {
    expect(await shown(({ kubeconfig }) => ({ kubeconfig }))).toEqual({ kubeconfig: "[secret]" });
  });

  it("asks for the OIDC provider where something needs it, and not before", async () => {
    const issuer = await shown(({ oidcProvider }) => ({
      url: pulumi.output(oidcProvider).apply((provider) => provider?.url),
    }));
    expect(issuer).toEqual({ url: "https://[oidcProvider.url of acme/cluster/prod]" });
  });

  it("asks for what nodes find the cluster by where a pool needs it", async () => {
    const found = await shown(({ bootstrap }) => ({
      endpoint: pulumi.output(bootstrap).apply((known) => known?.endpoint),
    }));
    expect(found).toEqual({ endpoint: "https://[bootstrap.endpoint of acme/cluster/prod]" });
  });
});
