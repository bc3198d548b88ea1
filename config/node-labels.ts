/** Which labels and taints a node may carry: Kubernetes' syntax within EKS' limits. */

/** Longest key and value in a node group (https://docs.aws.amazon.com/eks/latest/APIReference/API_Taint.html). */
const LONGEST = 63;

/** Label prefixes that the kubelet, EKS, Karpenter or this program own. */
const ownedPrefixes = [
  "k8s.amazonaws.com",
  "nvidia.com",
  "aiobs",
  "kubernetes.io",
  "k8s.io",
  "eks.amazonaws.com",
  "karpenter.sh",
  "karpenter.k8s.aws",
] as const;

const namePattern = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const prefixPattern = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** What is wrong with the key of a label or taint. */
export function keyProblems(key: string): readonly string[] {
  const slash = key.indexOf("/");
  const prefixed = slash < 0 || prefixPattern.test(key.slice(0, slash));
  if (prefixed && namePattern.test(key.slice(slash + 1)) && key.length <= LONGEST) return [];
  return [`"${key}" is not a key; use at most ${LONGEST} characters as in "example.com/team"`];
}

/** What is wrong with the value of a label or taint. EKS takes no empty label. */
export function valueProblems(value: string): readonly string[] {
  if (namePattern.test(value) && value.length <= LONGEST) return [];
  return [
    `"${value}" is not a value; use 1 to ${LONGEST} letters, digits, ".", "_" and "-", a letter or digit at both ends`,
  ];
}

/** Says who owns a label's key, where the settings may not set it. */
export function ownerProblems(key: string): readonly string[] {
  const prefix = key.includes("/") ? key.slice(0, key.indexOf("/")) : "";
  const owner = ownedPrefixes.find((owned) => prefix === owned || prefix.endsWith(`.${owned}`));
  return owner === undefined ? [] : [`"${key}" belongs to ${owner}; use a prefix of your own`];
}
