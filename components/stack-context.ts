import type * as pulumi from "@pulumi/pulumi";
import type { PartName, Zone } from "./parts.ts";

/** What every part of one stack shares. Made once, in `index.ts`, and handed to each component. */
export interface StackContext {
  /** The Pulumi stack's name: the label `app.kubernetes.io/instance`. */
  readonly stack: string;
  /** The observed cluster's name: the target label and external label `cluster`. */
  readonly cluster: string;
  /** The parts that this stack runs: Prometheus scrapes all of them. */
  readonly parts: readonly PartName[];
  /** The names of the namespaces, for addresses inside configuration files. */
  readonly namespaces: Readonly<Record<Zone, string>>;
  /** The same names as outputs of the namespaces: a resource that uses one is created after it. */
  readonly createdNamespaces: Readonly<Record<Zone, pulumi.Output<string>>>;
  /** `protect` marks what holds data so that Pulumi refuses to delete it. Every environment but `local` does. */
  readonly data: "protect" | "disposable";
  /** StorageClass of volumes; absent: the cluster's default. */
  readonly storageClass?: string;
  /** Registry that mirrors all images; absent: each image's own. */
  readonly imageMirror?: string;
}
