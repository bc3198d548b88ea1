/**
 * EC2's instance types without accelerators, as facts: what system pools are made of.
 *
 * Source, read in November 2026: https://karpenter.sh/docs/reference/instance-types/ (made from EC2's
 * DescribeInstanceTypes). Families before the fifth generation and those for one special purpose (high memory, HPC,
 * FPGA) are left out. A new family is one line here.
 */

/** Sizes by family: families that come in the same sizes share a line. */
const sizesByFamilies: Readonly<Record<string, string>> = {
  "c5 c5d": "large xlarge 2xlarge 4xlarge 9xlarge 12xlarge 18xlarge 24xlarge metal",
  "c5a c5ad m5a m5ad r5a r5ad": "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge",
  c5n: "large xlarge 2xlarge 4xlarge 9xlarge 18xlarge metal",
  "c6a m6a r6a": "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal",
  "c6g c6gd c7g c7gd c7gn m6g m6gd m7g m7gd r6g r6gd r7g r7gd x2gd":
    "medium large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge metal",
  c6gn: "medium large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge",
  "c6i c6id c6in i4i m6i m6id m6idn m6in r6i r6id r6idn r6in":
    "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge metal",
  "c7a m7a r7a": "medium large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal-48xl",
  "c7i i7i i8g m7i r7i":
    "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge metal-24xl metal-48xl",
  "c7i-flex c8i-flex m7i-flex m8i-flex r8i-flex": "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge",
  "c8a c8g c8gb c8gd c8gn m8a m8g m8gb m8gd m8gn r8a r8g r8gb r8gd r8gn x8g":
    "medium large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge metal-24xl metal-48xl",
  "c8i c8ib c8id c8in m8i m8ib m8id m8idb m8idn m8in r8i r8ib r8id r8idb r8idn r8in":
    "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge 96xlarge metal-48xl metal-96xl",
  "c8ine m8ine": "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge",
  "c9g c9gd m9g m9gd": "medium large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge metal-48xl",
  i3en: "large xlarge 2xlarge 3xlarge 6xlarge 12xlarge 24xlarge metal",
  "i4g im4gn": "large xlarge 2xlarge 4xlarge 8xlarge 16xlarge",
  "i7ie i8ge": "large xlarge 2xlarge 3xlarge 6xlarge 12xlarge 18xlarge 24xlarge 48xlarge metal-24xl metal-48xl",
  "m5 m5d m5dn m5n r5 r5b r5d r5dn r5n": "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal",
  "m5zn z1d": "large xlarge 2xlarge 3xlarge 6xlarge 12xlarge metal",
  r7iz: "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 32xlarge metal-16xl metal-32xl",
  "t3 t3a t4g": "nano micro small medium large xlarge 2xlarge",
  x2idn: "16xlarge 24xlarge 32xlarge metal",
  x2iedn: "xlarge 2xlarge 4xlarge 8xlarge 16xlarge 24xlarge 32xlarge metal",
  x2iezn: "2xlarge 4xlarge 6xlarge 8xlarge 12xlarge metal",
  x8i: "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge 64xlarge 96xlarge metal-48xl metal-96xl",
};

/** The name of every type, e.g. `m7i.xlarge`. */
export const instanceTypes: ReadonlySet<string> = new Set(
  Object.entries(sizesByFamilies).flatMap(([families, sizes]) =>
    families.split(" ").flatMap((family) => sizes.split(" ").map((size) => `${family}.${size}`)),
  ),
);

/**
 * The processor architecture of one of these types: Graviton families carry a `g` after their generation
 * (https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html).
 */
export function architectureOf(instanceType: string): "arm64" | "x86_64" {
  return /^[a-z]+\d+[a-z]*g[a-z]*\./.test(instanceType) ? "arm64" : "x86_64";
}
