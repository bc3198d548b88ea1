import type { ResourceTransformation } from "@pulumi/pulumi";

/**
 * Changes of resources for which there is no setting, each applied to every resource of a stack, in this order. A transformation
 * gets a resource's type, name, properties and options; it returns them changed, or `undefined` where it leaves the resource as
 * it is (https://www.pulumi.com/docs/iac/concepts/resources/options/transformations/). The preview applies them too: what they
 * change is seen, and judged by every check and policy.
 *
 * @example
 * // A label that the company's cost reports ask for, on every Namespace.
 * ({ type, props, opts }) =>
 *   type === "kubernetes:core/v1:Namespace"
 *     ? { props: { ...props, metadata: { ...props.metadata, labels: { ...props.metadata.labels, "acme.io/cost": "42" } } }, opts }
 *     : undefined,
 */
export const transforms: readonly ResourceTransformation[] = [];
