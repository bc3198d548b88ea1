import type { Settings } from "../../config/settings.ts";
import { partitionOf } from "../../facts/regions.ts";

/** The account and the region that buckets and roles are made in, and their cluster is. */
export function awsAccount({ aws }: Pick<Settings, "aws">) {
  // The settings' own checks refuse what needs an account without either.
  const { region = "", accountId = "" } = aws ?? {};
  return { region, accountId, partition: partitionOf(region) };
}
