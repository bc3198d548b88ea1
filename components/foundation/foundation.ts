/** What the stack stands on: facts about a cluster that something else made. */
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import type { Settings } from "../../config/settings.ts";

/** A private subnet of the cluster and its zone. */
interface Subnet {
  readonly id: string;
  readonly zone: string;
}

/** An OIDC provider in IAM, and its issuer. */
export interface OidcProvider {
  readonly arn: string;
  readonly url: string;
}

/** How nodes that EKS does not tell it find the cluster: what `DescribeCluster` says of it. */
export interface ClusterBootstrap {
  /** Address of the API server. */
  readonly endpoint: string;
  /** The authority that its certificate is checked by: PEM, in base64. */
  readonly certificateAuthority: string;
  /** The network that Services have their addresses in. */
  readonly serviceCidr: string;
}

/** The facts. What is absent was not given; the settings' own checks say what needs it. */
export interface Foundation {
  /** Path or content of the kubeconfig; absent: the environment's. */
  readonly kubeconfig?: pulumi.Input<string>;
  /** Context in the kubeconfig; absent: its current one. */
  readonly context?: string;
  /** Name of the EKS cluster. */
  readonly clusterName?: pulumi.Input<string>;
  readonly vpcId?: pulumi.Input<string>;
  /** The security group that EKS made for the cluster. */
  readonly clusterSecurityGroupId?: pulumi.Input<string>;
  /** Subnets that nodes may start in. */
  readonly subnets?: pulumi.Input<readonly Subnet[]>;
  /** The cluster's OIDC provider, which vouches for service accounts. */
  readonly oidcProvider?: pulumi.Input<OidcProvider>;
  /** How nodes of images of one's own find the cluster. */
  readonly bootstrap?: pulumi.Input<ClusterBootstrap>;
}

const subnets = z.array(z.object({ id: z.string(), zone: z.string() }));
const oidcProvider = z.object({ arn: z.string(), url: z.string() });
const bootstrap = z.object({ endpoint: z.string(), certificateAuthority: z.string(), serviceCidr: z.string() });

/**
 * The facts from the settings, or from the outputs of the stack that the settings name.
 *
 * @throws when the other stack lacks an output, or has one of another shape: after the preview began, before anything is
 *   created.
 */
export function foundationOf(settings: Settings["foundation"]): Foundation {
  if (!("stack" in settings)) return settings;
  const stack = new pulumi.StackReference(settings.stack);
  const text = (output: string) => stack.requireOutput(output).apply((value) => z.string().parse(value));
  return {
    kubeconfig: pulumi.secret(text("kubeconfig")),
    clusterName: text("clusterName"),
    vpcId: text("vpcId"),
    clusterSecurityGroupId: text("clusterSecurityGroupId"),
    subnets: stack.requireOutput("subnets").apply((value) => subnets.parse(value)),
    // Asked for when it is used: the other stack needs it only where pods get their roles by it.
    get oidcProvider() {
      return stack.requireOutput("oidcProvider").apply((value) => oidcProvider.parse(value));
    },
    // As well: only nodes of images of one's own ask for it.
    get bootstrap() {
      return stack.requireOutput("bootstrap").apply((value) => bootstrap.parse(value));
    },
  };
}
