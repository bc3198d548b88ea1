import * as z from "zod";
import { encodedCertificates } from "./types/certificate.ts";
import { cidr } from "./types/cidr.ts";
import { list } from "./types/list.ts";
import { patternType } from "./types/text-type.ts";
import { pageUrl } from "./types/url.ts";
import { zone } from "./types/zone.ts";

/** What exists before this stack, named in the settings. Empty: nothing is known of it. */
const namedFoundation = z.strictObject({
  kubeconfig: patternType({
    name: "path",
    expected: 'the path of a kubeconfig file such as "~/.kube/config"',
    examples: ["~/.kube/config"],
    pattern: /^[^\n]+$/,
  })
    .exactOptional()
    .describe("Path of the kubeconfig file. Left out: `$KUBECONFIG`, then `~/.kube/config`."),
  context: patternType({
    name: "context",
    expected: 'the name of a context in the kubeconfig such as "kind-aiobs"',
    examples: ["kind-aiobs"],
    pattern: /^\S+$/,
  })
    .exactOptional()
    .describe(
      "Context in the kubeconfig. `pulumi up` needs it wherever there is a kubeconfig: its current context may be another " +
        "cluster's tomorrow.",
    ),
  server: pageUrl(["https://127.0.0.1:6443"])
    .exactOptional()
    .describe("Address of the API server that the context must lead to, else nothing is done. Left out: not compared."),
  clusterName: patternType({
    name: "EKS cluster",
    expected: 'the name of an EKS cluster such as "aiobs-prod"',
    examples: ["aiobs-prod"],
    pattern: /^[A-Za-z0-9][\w-]{0,99}$/,
  })
    .exactOptional()
    .describe("Name of the EKS cluster that node pools join."),
  vpcId: patternType({
    name: "VPC id",
    expected: 'the id of a VPC such as "vpc-0a1b2c3d4e5f60718"',
    examples: ["vpc-0a1b2c3d4e5f60718"],
    pattern: /^vpc-[0-9a-f]{8,17}$/,
  })
    .exactOptional()
    .describe("The VPC that the cluster is in."),
  clusterSecurityGroupId: patternType({
    name: "id",
    expected: 'the id of a security group such as "sg-0a1b2c3d4e5f60718"',
    examples: ["sg-0a1b2c3d4e5f60718"],
    pattern: /^sg-[0-9a-f]{8,17}$/,
  })
    .exactOptional()
    .describe("The security group that EKS made for the cluster. Pools with EFA and Karpenter's pools join it."),
  subnets: list(
    z.strictObject({
      id: patternType({
        name: "subnet id",
        expected: 'the id of a subnet such as "subnet-0a1b2c3d4e5f60718"',
        examples: ["subnet-0a1b2c3d4e5f60718"],
        pattern: /^subnet-[0-9a-f]{8,17}$/,
      }).describe("The subnet's id."),
      zone: zone().describe("The availability zone that the subnet is in."),
    }),
    { min: 1, by: ({ id }) => id },
  )
    .exactOptional()
    .describe("Private subnets for the nodes, each with its zone."),
  oidcProvider: z
    .strictObject({
      arn: patternType({
        name: "ARN",
        expected:
          'the ARN of an OIDC provider such as "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.…"',
        examples: ["arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE"],
        pattern: /^arn:aws[a-z-]*:iam::\d{12}:oidc-provider\/\S+$/,
      }).describe("The provider's ARN."),
      url: pageUrl(["https://oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE"]).describe("The issuer's URL."),
    })
    .exactOptional()
    .describe("The cluster's OIDC provider, for roles of service accounts."),
  bootstrap: z
    .strictObject({
      endpoint: pageUrl(["https://EXAMPLE.gr7.eu-central-1.eks.amazonaws.com"]).describe(
        "Address of the API server (`cluster.endpoint`).",
      ),
      certificateAuthority: encodedCertificates().describe(
        "The authority that its certificate is checked by, in base64 (`cluster.certificateAuthority.data`). No secret.",
      ),
      serviceCidr: cidr().describe(
        "The network that Services have their addresses in (`cluster.kubernetesNetworkConfig`, `serviceIpv4Cidr` or `serviceIpv6Cidr`): DNS is the tenth of it.",
      ),
    })
    .exactOptional()
    .describe(
      "How nodes of an image of your own (`ami`) in a node group find the cluster, as `aws eks describe-cluster` says. EKS tells those of its own images itself.",
    ),
});

/** Another stack whose outputs bear the names of the settings above, `kubeconfig` being the file's content. */
const stackFoundation = z.strictObject({
  stack: patternType({
    name: "stack",
    expected: 'the full name of a stack, organisation/project/stack, such as "acme/cluster/prod"',
    examples: ["acme/cluster/prod"],
    pattern: /^[\w.-]+\/[\w.-]+\/[\w.-]+$/,
  }).describe(
    "Another stack, as organisation/project/stack, whose outputs `kubeconfig` (the content), `clusterName`, `vpcId`, " +
      "`clusterSecurityGroupId`, `subnets`, `oidcProvider` and `bootstrap` stand in for the settings of the same names.",
  ),
});

/** What the stack stands on: named here, or the outputs of another stack. */
export const foundationSchema = z
  .union([namedFoundation, stackFoundation])
  .prefault({})
  .describe("What the stack stands on: either named here, or (`stack`) taken from the outputs of another stack.");
