import { ZONE } from "../../facts/regions.ts";
import { patternType } from "./text-type.ts";

/** A setting that holds the name of an availability zone or a Local Zone, as the account has it. */
export function zone() {
  return patternType({
    name: "zone",
    expected: 'an availability zone such as "eu-central-1a", or a Local Zone such as "us-east-1-atl-2a"',
    examples: ["eu-central-1a"],
    pattern: ZONE,
  });
}
