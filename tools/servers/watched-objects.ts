import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { KubeApi } from "./kube-api.ts";

/**
 * Creates the objects of `watched-objects.yaml`, each with its status; those with a finalizer are deleted again, and stay.
 *
 * @throws {Error} when the API server refuses one, with what it said.
 */
export async function createWatchedObjects(api: KubeApi): Promise<void> {
  const manifests = readFileSync(join(import.meta.dirname, "watched-objects.yaml"), "utf8").split(/^---$/m);
  for (const manifest of manifests) {
    const answers = [await api.apply(manifest)];
    if (/^status:/m.test(manifest)) answers.push(await api.apply(manifest, "status"));
    if (manifest.includes("finalizers:")) answers.push(await api.remove(manifest));
    for (const { status, body } of answers) {
      if (status >= 300) throw new Error(`the API server answered ${status}: ${body.message}\n${manifest}`);
    }
  }
}
