/** Nodes by a label of Kubernetes' own metrics, under the name that the node's exporters have. */
export function byNode(nodes: string): string {
  return `label_replace(${nodes}, "instance", "$1", "node", "(.+)")`;
}
