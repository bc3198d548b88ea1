/** What Prometheus needs to write to workspaces of Amazon Managed Service for Prometheus: a role, and the ways to its credentials. */
import type { RemoteStore } from "../../config/remote-write.ts";
import { workspaceOf } from "../../facts/managed-prometheus.ts";
import { partitionOf } from "../../facts/regions.ts";
import type { awsAccount } from "../aws/account.ts";
import type { Statement } from "../aws/iam-policy.ts";
import { POD_IDENTITY_AGENT, roleAnnotations, tokenCalls } from "../aws/pod-role.ts";
import type { PlaceFacts } from "../place.ts";
import type { Connection } from "../workload/connection.ts";
import type { ServerIdentity } from "../workload/identity.ts";
import { objectName } from "../workload/labels.ts";
import type { Server } from "../workload/server.ts";

type Account = ReturnType<typeof awsAccount>;

/** What of a server follows from the workspaces that it writes to. */
export interface WorkspaceAccess extends Pick<Server, "awsAccess" | "accountAnnotations"> {
  readonly environment: Readonly<Record<string, string>>;
  readonly calls: readonly Connection[];
}

/** Those of a server that writes to these stores. */
export function workspaceAccess(
  server: Pick<Server, "variant"> & ServerIdentity,
  stores: readonly RemoteStore[],
  place: PlaceFacts,
  account: Account,
): WorkspaceAccess {
  const signed = stores.flatMap(({ url, authentication }) => {
    const [sigv4, workspace] = [authentication?.sigv4, workspaceOf(url)];
    return sigv4 === undefined || workspace === undefined ? [] : [{ sigv4, workspace }];
  });
  const irsa = signed.some(({ sigv4 }) => sigv4.identity === "irsa");
  const asks = irsa || signed.some(({ sigv4 }) => sigv4.assumeRole !== undefined);
  if (signed.length === 0) return { environment: {}, calls: [] };
  return {
    awsAccess: signed.map(({ sigv4: { assumeRole }, workspace: { region, id } }, index): Statement => {
      const sid = `WriteStore${index}`;
      return assumeRole === undefined
        ? {
            sid,
            effect: "Allow",
            actions: ["aps:RemoteWrite"],
            resources: [`arn:${partitionOf(region)}:aps:${region}:${account.accountId}:workspace/${id}`],
          }
        : { sid, effect: "Allow", actions: ["sts:AssumeRole"], resources: [assumeRole] };
    }),
    ...(irsa ? { accountAnnotations: roleAnnotations(server, place.cluster, account) } : {}),
    // A pod is given its role's credentials when it is made, and never again: by these, one that gets a role, or another way to it, is made anew.
    environment: { AWS_REGION: account.region, ...(irsa ? { AWS_ROLE_SESSION_NAME: objectName(server) } : {}) },
    calls: [...(irsa ? [] : [POD_IDENTITY_AGENT]), ...(asks ? tokenCalls(place, server) : [])],
  };
}
