/**
 * Nodes by what Kubernetes' own metrics say of them, under the name that the node's exporters have. The highest of each node: while
 * kube-state-metrics is replaced, two pods of it tell of every node.
 *
 * @param nodes PromQL with the label `node`.
 * @param labels further labels to keep.
 */
export function byNode(nodes: string, ...labels: readonly string[]): string {
  return `label_replace(max by (${["cluster", "node", ...labels].join(", ")}) (${nodes}), "instance", "$1", "node", "(.+)")`;
}
