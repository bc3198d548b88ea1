import { fittingName } from "../aws/names.ts";

/**
 * The name of the role of a server's pods. It is fixed, not Pulumi's with a random end: the service account's annotation
 * holds it, and a plan shows it.
 *
 * @param cluster the observed cluster's name.
 * @param server the name of the server's objects.
 */
export function bucketRoleName(cluster: string, server: string): string {
  return fittingName("iamRole", `aiobs-${cluster}-${server}`);
}
