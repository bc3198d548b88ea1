/**
 * The kinds `ComputeDomain` and `ComputeDomainClique` of the API `resource.nvidia.com/v1beta1`, as Kubernetes is told of them: what the types
 * of the driver's v0.4.0 hold (https://github.com/kubernetes-sigs/dra-driver-nvidia-gpu, `api/nvidia.com/resource/v1beta1`). Pure.
 */
import type { types } from "@pulumi/kubernetes";

type Schema = types.input.apiextensions.v1.JSONSchemaProps;

/** A kind of the driver's API. */
export interface DriverKind {
  readonly kind: string;
  readonly plural: string;
  readonly schema: Schema;
  /** `subresource`: what it is like is written apart from what is wanted. */
  readonly status: "subresource" | "none";
}

/** The group of the driver's kinds, and their one version. */
export const GROUP = "resource.nvidia.com";
export const VERSION = "v1beta1";

const text = { type: "string" } as const satisfies Schema;
const readiness = { type: "string", enum: ["Ready", "NotReady"], default: "NotReady" } as const satisfies Schema;

/** What every object says of itself. */
const ofObject = { apiVersion: text, kind: text, metadata: { type: "object" } } as const satisfies Record<
  string,
  Schema
>;

/** A daemon on a node, under the name that the list knows the node by. */
function daemons(nodeKey: string): Schema {
  return {
    type: "array",
    x_kubernetes_list_type: "map",
    x_kubernetes_list_map_keys: [nodeKey],
    items: {
      type: "object",
      required: ["cliqueID", "ipAddress", nodeKey],
      properties: {
        [nodeKey]: text,
        ipAddress: text,
        cliqueID: text,
        index: {
          type: "integer",
          description: "Its place among those of one NVLink domain, by which they know each other.",
        },
        status: readiness,
      },
    },
  };
}

const computeDomain: DriverKind = {
  kind: "ComputeDomain",
  plural: "computedomains",
  status: "subresource",
  schema: {
    type: "object",
    description: "Nodes whose GPUs see each other's memory over NVLink, for as long as pods claim it.",
    properties: {
      ...ofObject,
      spec: {
        type: "object",
        required: ["channel"],
        x_kubernetes_validations: [
          { rule: "self == oldSelf", message: "the spec of a ComputeDomain cannot be changed" },
        ],
        properties: {
          numNodes: {
            type: "integer",
            minimum: 0,
            default: 0,
            description:
              "Nodes without which the domain is not called ready. 0, as recommended: those that have joined are judged alone.",
          },
          channel: {
            type: "object",
            required: ["resourceClaimTemplate"],
            properties: {
              resourceClaimTemplate: {
                type: "object",
                required: ["name"],
                properties: {
                  name: {
                    ...text,
                    description: "The name of the ResourceClaimTemplate that is made, by which pods join.",
                  },
                },
              },
              allocationMode: {
                type: "string",
                enum: ["All", "Single"],
                default: "Single",
                description: "Whether a pod gets one channel or all of them.",
              },
            },
          },
        },
      },
      status: {
        type: "object",
        required: ["status"],
        properties: { status: readiness, nodes: daemons("name") },
      },
    },
  },
};

const computeDomainClique: DriverKind = {
  kind: "ComputeDomainClique",
  plural: "computedomaincliques",
  status: "none",
  schema: {
    type: "object",
    description: "The daemons of a ComputeDomain in one NVLink domain. The driver makes it, in its own namespace.",
    properties: { ...ofObject, daemons: daemons("nodeName") },
  },
};

/** The driver's kinds. */
export const driverKinds: readonly DriverKind[] = [computeDomain, computeDomainClique];
