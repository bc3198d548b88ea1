/**
 * Makes the preview start sooner: Pulumi's SDKs load what only other programs need whenever they are imported. In this process
 * each of these is an empty module, loaded already; who would use one fails at once.
 *
 * - TypeScript and npm's readers of packages turn functions into cloud resources (`runtime/closure/`); there are none here.
 * - The automation API runs the engine from a program.
 * - Helm charts, manifests and kustomizations are rendered by the engine; every object here is a typed resource.
 *
 * Measured on two cores: importing the SDKs takes 1.2 s of CPU with them, 0.5 s without.
 */
import { createRequire, Module } from "node:module";

const fromPulumi = createRequire(createRequire(import.meta.url).resolve("@pulumi/pulumi"));

for (const unused of [
  "typescript",
  "@npmcli/arborist",
  "normalize-package-data",
  "@pulumi/pulumi/automation/index.js",
  "@pulumi/kubernetes/helm/index.js",
  "@pulumi/kubernetes/kustomize/index.js",
  "@pulumi/kubernetes/yaml/index.js",
]) {
  const file = fromPulumi.resolve(unused);
  const empty = new Module(file);
  empty.loaded = true;
  fromPulumi.cache[file] = empty;
}
