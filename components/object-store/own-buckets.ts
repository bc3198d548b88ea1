import type { Provider as AwsProvider } from "@pulumi/aws/provider.js";
import type { Settings } from "../../config/settings.ts";
import { costTags } from "../aws/cost-tags.ts";
import { podRolesOf } from "../aws/pod-role.ts";
import type { Foundation } from "../foundation/foundation.ts";
import type { PlaceFacts } from "../place.ts";
import type { Server } from "../workload/server.ts";
import { Buckets } from "./buckets.ts";
import { bucketNames } from "./object-store.ts";

/** What the buckets of a stack are made from. */
export interface OwnBucketsArgs {
  readonly place: PlaceFacts;
  readonly settings: Settings;
  readonly foundation: Foundation;
  /** All servers of the stack. */
  readonly servers: readonly Server[];
  readonly data: "protected" | "disposable";
  readonly aws: AwsProvider | undefined;
}

/** Makes the buckets of a stack, where its settings put object storage into AWS; absent where they do not. */
export function ownBuckets({ place, settings, foundation, servers, data, aws }: OwnBucketsArgs): Buckets | undefined {
  const { objectStore, environment, owner } = settings;
  if (objectStore?.kind !== "aws" || settings.aws === undefined || aws === undefined) return undefined;
  return new Buckets(
    "buckets",
    {
      names: bucketNames(settings),
      servers,
      data,
      cluster: place.cluster,
      namespace: place.namespaces.main,
      roles: podRolesOf(objectStore.identity, foundation, settings),
      tags: costTags({ stack: place.stack, environment, owner, extra: settings.aws.tags }),
    },
    { providers: { aws } },
  );
}
