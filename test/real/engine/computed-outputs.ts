/** Outputs by name. */
type Outputs = Readonly<Record<string, string | number | boolean | object | null>>;

/** A resource that is about to be created. */
export interface NewResource {
  readonly type: string;
  /** Its logical name. */
  readonly name: string;
  /** Another text each time. */
  readonly random: () => string;
}

/** What the real providers add to a resource's inputs when they create it, as far as the program reads it. */
export function computedOutputs({ type, name, random }: NewResource): Outputs {
  switch (type) {
    case "random:index/randomPassword:RandomPassword":
      return { result: random(), bcryptHash: random() };
    case "random:index/randomId:RandomId":
      return { hex: random() };
    case "aws:ec2/launchTemplate:LaunchTemplate":
      return { name: `${name}-stub`, latestVersion: 1 };
    case "aws:eks/nodeGroup:NodeGroup":
      return { nodeGroupName: `${name}-stub`, resources: [{ autoscalingGroups: [{ name: `eks-${name}-stub` }] }] };
    default:
      if (!type.startsWith("aws:")) return {};
      return { name: `${name}-stub`, arn: `arn:aws:stub:eu-central-1:111122223333:${name}` };
  }
}

/** The same when a resource is updated: what a preview cannot know is not in it. */
export function recomputedOutputs(type: string, computed: Outputs, run: "preview" | "update"): Outputs {
  if (type !== "aws:ec2/launchTemplate:LaunchTemplate") return computed;
  const { latestVersion, ...rest } = computed;
  return run === "preview" ? rest : { ...rest, latestVersion: Number(latestVersion) + 1 };
}
