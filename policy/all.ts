import type { Policy } from "./policy.ts";
import { encryptedBuckets, encryptedListeners, encryptedVolumes, rotatedKeys } from "./rules/encryption.ts";
import { blockedPublicAccess, noPublicBucket, noPublicEndpoint } from "./rules/exposure.ts";
import { gpuCap } from "./rules/gpu-cap.ts";
import { pinnedImages } from "./rules/images.ts";
import { denyByDefault, enforcedPodSecurity } from "./rules/namespaces.ts";
import { ownerTags, partOfLabels } from "./rules/ownership.ts";
import { hardenedContainers, listedPrivileges } from "./rules/privileges.ts";
import { probes } from "./rules/probes.ts";
import { keptData, protectedData } from "./rules/protection.ts";
import { replication } from "./rules/replication.ts";
import { requestsAndLimits } from "./rules/resources.ts";
import { noPlainSecret } from "./rules/secrets.ts";

/** Every policy, in the order of the reference in `docs/policies.md`. */
export const policies: readonly Policy[] = [
  protectedData,
  keptData,
  replication,
  noPlainSecret,
  noPublicBucket,
  blockedPublicAccess,
  noPublicEndpoint,
  encryptedVolumes,
  encryptedBuckets,
  rotatedKeys,
  encryptedListeners,
  listedPrivileges,
  hardenedContainers,
  enforcedPodSecurity,
  denyByDefault,
  requestsAndLimits,
  probes,
  pinnedImages,
  gpuCap,
  ownerTags,
  partOfLabels,
];
