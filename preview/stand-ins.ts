/** What only a cluster, a cloud or another stack could answer: the offline plan knows that there is something, not what. */
import type { runtime } from "@pulumi/pulumi";

/** A resource as if it had been created from its inputs. */
export function createdResource(args: runtime.MockResourceArgs): runtime.MockResourceResult {
  const id = args.id === undefined || args.id === "" ? `[id of ${args.name}]` : args.id;
  return { id, state: { ...computed(args), ...args.inputs } };
}

/** Whether a text was made from an output that the offline plan only stands in for. */
export function holdsStandIn(text: string): boolean {
  return /\[[\w.]+ of [^\]]+\]/.test(text);
}

/** The outputs that other resources' inputs are made of. */
function computed({ type, name, inputs }: runtime.MockResourceArgs): Readonly<Record<string, unknown>> {
  const of = (output: string) => `[${output} of ${name}]`;
  if (type === "pulumi:pulumi:StackReference") return stackReference(of);
  if (type === "random:index/randomPassword:RandomPassword") return { result: "generated" };
  if (type === "random:index/randomId:RandomId") return { hex: of("hex") };
  if (type === "pulumi:index:Stash") return { output: inputs.input };
  if (type === "aws:ec2/launchTemplate:LaunchTemplate") return { latestVersion: 1 };
  if (type === "aws:eks/nodeGroup:NodeGroup") return { nodeGroupName: of("nodeGroupName") };
  return type.startsWith("aws:") ? { arn: of("arn"), name: of("name") } : {};
}

function stackReference(of: (output: string) => string): Readonly<Record<string, unknown>> {
  return {
    outputs: {
      kubeconfig: of("kubeconfig"),
      clusterName: of("clusterName"),
      vpcId: of("vpcId"),
      clusterSecurityGroupId: of("clusterSecurityGroupId"),
      oidcProvider: { arn: of("oidcProvider.arn"), url: `https://${of("oidcProvider.url")}` },
      bootstrap: {
        endpoint: `https://${of("bootstrap.endpoint")}`,
        certificateAuthority: of("bootstrap.certificateAuthority"),
        serviceCidr: "172.20.0.0/16",
      },
      subnets: [{ id: of("subnet"), zone: of("zone") }],
    },
    // Another stack may forget to mark its kubeconfig: whoever takes it must.
    secretOutputNames: [],
  };
}
