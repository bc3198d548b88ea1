/** A plan as files: what a person reads, compares and applies. */
import { withoutBodies } from "./bodies.ts";
import { expectedSecrets } from "./expected-secrets.ts";
import { type Manifest, type RenderedFiles, renderManifests, renderProviderResources } from "./manifests.ts";
import { missingSecrets } from "./missing-secrets.ts";
import type { Plan } from "./plan.ts";
import { renderSecrets } from "./secrets-page.ts";

/**
 * The files of a plan, by relative path.
 *
 * @param manifests the plan's Kubernetes objects.
 * @param served the files that the servers read.
 */
export function renderPlan(plan: Plan, manifests: readonly Manifest[], served: RenderedFiles): RenderedFiles {
  const lean = withoutBodies(plan, served);
  return new Map([
    ["plan.json", `${JSON.stringify(lean, null, 2)}\n`],
    ...renderSecrets(missingSecrets(manifests), expectedSecrets(manifests)),
    ...renderManifests(manifests),
    ...renderProviderResources(lean),
    ...served,
  ]);
}
