import type { Provider as AwsProvider } from "@pulumi/aws/provider.js";
import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config/settings.ts";
import { costTags } from "../aws/cost-tags.ts";
import { createPodRole, type PodRoles, podRolesOf } from "../aws/pod-role.ts";
import type { Foundation } from "../foundation/foundation.ts";
import type { PlaceFacts } from "../place.ts";
import { objectName } from "../workload/labels.ts";
import type { Server } from "../workload/server.ts";

/** What the roles of a stack are made from. */
export interface OwnWriteRolesArgs {
  readonly place: PlaceFacts;
  readonly settings: Settings;
  readonly foundation: Foundation;
  /** All servers of the stack: those with access to AWS get a role each. */
  readonly servers: readonly Server[];
  readonly aws: AwsProvider | undefined;
}

/** Makes the roles of the servers that sign what they write; absent where none does. */
export function ownWriteRoles(args: OwnWriteRolesArgs): WriteRoles | undefined {
  const { place, settings, foundation, servers, aws } = args;
  const identity = settings.prometheus.remoteWrite.flatMap(
    ({ authentication }) => authentication?.sigv4?.identity ?? [],
  )[0];
  if (identity === undefined || settings.aws === undefined || aws === undefined) return undefined;
  const { environment, owner } = settings;
  return new WriteRoles(
    "write-roles",
    {
      place,
      servers,
      roles: podRolesOf(identity, foundation, settings),
      tags: costTags({ stack: place.stack, environment, owner, extra: settings.aws.tags }),
    },
    { providers: { aws } },
  );
}

interface WriteRolesArgs extends Pick<OwnWriteRolesArgs, "place" | "servers"> {
  readonly roles: PodRoles;
  readonly tags: Readonly<Record<string, string>>;
}

/** Roles at AWS of the servers that sign what they write elsewhere: each may do that, and nothing else. */
export class WriteRoles extends pulumi.ComponentResource {
  constructor(name: string, { place, servers, roles, tags }: WriteRolesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aiobs:metrics:WriteRoles", name, {}, opts);
    for (const server of servers) {
      if (server.awsAccess === undefined) continue;
      createPodRole(
        `${objectName(server)}-write`,
        server,
        {
          cluster: place.cluster,
          namespace: place.namespaces[server.zone],
          roles,
          tags,
          description: `${objectName(server)}: writes samples elsewhere, and nothing else.`,
          statements: server.awsAccess,
        },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }
}
