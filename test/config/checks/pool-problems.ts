import { regionOfZone } from "../../../facts/regions.ts";
import { localSettings, problemsOf } from "../problems-of.ts";

/** Settings of a GPU pool with nothing wrong, with changes. */
export function gpuPool(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { kind: "gpu", instanceTypes: ["g6.xlarge"], max: 4, release: "1.36.2-20261105", ...changes };
}

/** Settings of a system pool with nothing wrong, with changes. */
export function systemPool(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { kind: "system", instanceTypes: ["m7i.xlarge"], max: 4, release: "1.36.2-20261105", ...changes };
}

/** A Capacity Block as `capacity`. */
export const block = { capacityBlock: "cr-0123456789abcdef0", zone: "us-east-2b" };

/** An On-Demand Capacity Reservation as `capacity`. */
export const reservation = { reservation: "cr-0fedcba9876543210", zone: "us-east-2b" };

/** A group of such reservations as `capacity`. */
export const reservationGroup = { reservationGroup: "arn:aws:resource-groups:us-east-2:111122223333:group/gpus" };

/** The settings of a local stack with these pools, in the region of the first zone that they name. */
export function settingsWithPools(nodePools: Record<string, unknown>): Record<string, unknown> {
  const [zone = "us-east-2a"] = JSON.stringify(nodePools).match(/[a-z]{2}(-[a-z]+)+-\d(-[a-z]+-\d)?[a-z]\b/) ?? [];
  return localSettings({
    nodePools,
    aws: { region: regionOfZone(zone) },
    // Another stack's network is not known to the settings' checks.
    foundation: { stack: "acme/cluster/a" },
  });
}

/** What is wrong with pools, each sentence by its path within `nodePools`. */
export function poolProblems(nodePools: Record<string, unknown>): Record<string, string> {
  const problems = problemsOf(settingsWithPools(nodePools));
  return Object.fromEntries(
    Object.entries(problems).map(([path, sentence]) => [path.replace(/^aiobs:nodePools\./, ""), sentence]),
  );
}
