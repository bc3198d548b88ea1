/** The policy pack `aiobs`: `pulumi preview --policy-pack policy`. */
import { PolicyPack } from "@pulumi/policy";
import { policies } from "./all.ts";
import { crossGuardPolicies } from "./cross-guard.ts";
import { policySettings } from "./settings.ts";

// Starts the pack: the engine talks to it until it stops it.
new PolicyPack("aiobs", {
  displayName: "AI observability",
  description: "What no stack of this program may be, whatever its settings say.",
  enforcementLevel: "mandatory",
  policies: crossGuardPolicies(policies, policySettings),
});
