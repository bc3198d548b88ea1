import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { ciliumRules } from "../network/cilium-rules.ts";
import { egressRules, type Talker } from "../network/policy-rules.ts";
import type { Place } from "../place.ts";
import { tcp } from "../workload/connection.ts";
import { objectName, stackLabels } from "../workload/labels.ts";
import { type DriverKind, driverKinds, GROUP, VERSION } from "./compute-domain-api.ts";
import { DRIVER } from "./compute-domain-plugin.ts";

/** The label of what belongs to a ComputeDomain: its daemons, and the nodes that are in it. */
const DOMAIN_LABEL = "resource.nvidia.com/computeDomain";

/** The account of the daemons, by the name that the controller writes into their pods. */
const DAEMON_ACCOUNT = "compute-domain-daemon-service-account";

/** The port on which the IMEX daemons of a domain speak with each other (`SERVER_PORT` of the configuration that they are given). */
const IMEX_PORT = 50_000;

/** Arguments of `ComputeDomains`. */
export interface ComputeDomainsArgs {
  readonly place: Place;
}

/**
 * What NVIDIA's DRA driver needs in the cluster beside its two servers: its kinds, its DeviceClasses, the account of the daemons that its
 * controller makes and the ways that these have, and a limit to what a node's plugin may write.
 *
 * The kinds stay when the setting goes: with a CustomResourceDefinition go all its objects, and a ComputeDomain is what running jobs are in.
 */
export class ComputeDomains extends pulumi.ComponentResource {
  private readonly place: Place;

  constructor(name: string, { place }: ComputeDomainsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aiobs:gpu:ComputeDomains", name, {}, opts);
    this.place = place;
    for (const kind of driverKinds) this.definition(`${name}-${kind.plural}`, kind);
    this.deviceClass(`${name}-daemon`, "compute-domain-daemon", "daemon");
    this.deviceClass(`${name}-channel`, "compute-domain-default-channel", "channel", 0);
    this.daemonAccount(`${name}-daemons`);
    this.ownNodeAlone(`${name}-plugin`);
    if (place.networkPolicies !== "off") this.daemonWays(`${name}-daemons`);
    this.registerOutputs({});
  }

  private get labels() {
    return stackLabels(this.place);
  }

  private definition(name: string, { kind, plural, schema, status }: DriverKind): void {
    new k8s.apiextensions.v1.CustomResourceDefinition(
      name,
      {
        metadata: { name: `${plural}.${GROUP}`, labels: this.labels },
        spec: {
          group: GROUP,
          scope: "Namespaced",
          names: { kind, listKind: `${kind}List`, plural, singular: kind.toLowerCase() },
          versions: [
            {
              name: VERSION,
              served: true,
              storage: true,
              schema: { openAPIV3Schema: schema },
              ...(status === "subresource" ? { subresources: { status: {} } } : {}),
            },
          ],
        },
      },
      { parent: this, retainOnDelete: true },
    );
  }

  /** The devices of one type that the plugins offer: of all of them, or the one with a number. */
  private deviceClass(name: string, prefix: string, type: string, id?: number): void {
    const attributes = `device.attributes['${DRIVER}']`;
    const expression = [
      `device.driver == '${DRIVER}'`,
      `${attributes}.type == '${type}'`,
      ...(id === undefined ? [] : [`${attributes}.id == ${id}`]),
    ].join(" && ");
    new k8s.resource.v1.DeviceClass(
      name,
      {
        // The names are those that the controller writes into claims.
        metadata: { name: `${prefix}.nvidia.com`, labels: this.labels },
        spec: { selectors: [{ cel: { expression } }] },
      },
      { parent: this },
    );
  }

  /**
   * A daemon tells of itself in its clique, labels its own pod and watches both: nothing outside the namespace (`cmd/compute-domain-daemon`
   * with the gate ComputeDomainCliques, which is on by default).
   */
  private daemonAccount(name: string): void {
    const metadata = {
      name: DAEMON_ACCOUNT,
      namespace: this.place.createdNamespaces.host,
      labels: this.labels,
      annotations: {
        "aiobs/why": "tells in the clique of its domain that it is there, and labels its own pod with it",
      },
    };
    new k8s.core.v1.ServiceAccount(name, { metadata }, { parent: this });
    const role = new k8s.rbac.v1.Role(
      name,
      {
        metadata,
        rules: [
          { apiGroups: [GROUP], resources: ["computedomaincliques"], verbs: ["list", "watch", "create", "update"] },
          { apiGroups: [""], resources: ["pods"], verbs: ["list", "watch", "patch"] },
        ],
      },
      { parent: this },
    );
    new k8s.rbac.v1.RoleBinding(
      name,
      {
        metadata,
        subjects: [{ kind: "ServiceAccount", name: DAEMON_ACCOUNT, namespace: metadata.namespace }],
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: DAEMON_ACCOUNT },
      },
      { parent: this, dependsOn: [role] },
    );
  }

  /**
   * RBAC cannot say "its own": by it the plugin of one node could label any node, and take away what any driver offers. Kubernetes
   * says on which node a token's pod is (https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/), and this goes by it.
   */
  private ownNodeAlone(name: string): void {
    const { createdNamespaces, namespaces } = this.place;
    const plugin = objectName({ name: "compute-domain-plugin" });
    // Cluster-wide names carry the namespace.
    const metadata = { name: `${namespaces.host}-${plugin}`, labels: this.labels };
    const policy = new k8s.admissionregistration.v1.ValidatingAdmissionPolicy(
      name,
      {
        metadata,
        spec: {
          failurePolicy: "Fail",
          matchConstraints: {
            resourceRules: [
              {
                apiGroups: ["resource.k8s.io"],
                apiVersions: ["*"],
                operations: ["CREATE", "UPDATE", "DELETE"],
                resources: ["resourceslices"],
              },
              { apiGroups: [""], apiVersions: ["v1"], operations: ["UPDATE"], resources: ["nodes"] },
            ],
          },
          matchConditions: [
            {
              name: "is-the-plugin",
              expression: createdNamespaces.host.apply(
                (host) => `request.userInfo.username == 'system:serviceaccount:${host}:${plugin}'`,
              ),
            },
          ],
          variables: [
            {
              name: "from",
              expression: "request.userInfo.?extra[?'authentication.kubernetes.io/node-name'][?0].orValue('')",
            },
            { name: "judged", expression: "request.operation == 'DELETE' ? oldObject : object" },
            {
              name: "of",
              expression:
                "request.resource.resource == 'nodes' ? variables.judged.metadata.name : variables.judged.spec.?nodeName.orValue('')",
            },
          ],
          validations: [
            {
              expression: "variables.from != '' && variables.from == variables.of",
              messageExpression:
                "'the plugin on node \"' + variables.from + '\" may not change what is of node \"' + variables.of + '\"'",
            },
          ],
        },
      },
      { parent: this },
    );
    new k8s.admissionregistration.v1.ValidatingAdmissionPolicyBinding(
      name,
      { metadata, spec: { policyName: metadata.name, validationActions: ["Deny"] } },
      { parent: this, dependsOn: [policy] },
    );
  }

  /** The daemons call the Kubernetes API and each other. They are the controller's pods, and bear no label of the servers here. */
  private daemonWays(name: string): void {
    const { place } = this;
    const daemons = { matchExpressions: [{ key: DOMAIN_LABEL, operator: "Exists" }] };
    const talker: Talker = { name, zone: "host", component: "device-plugin", ports: {}, calls: [place.apiServer] };
    const metadata = {
      name: "compute-domain-daemons",
      namespace: place.createdNamespaces.host,
      labels: this.labels,
    };
    const each = {
      namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": place.namespaces.host } },
      podSelector: daemons,
    };
    const ports = tcp(IMEX_PORT).map(({ number, protocol }) => ({ port: number, protocol }));
    new k8s.networking.v1.NetworkPolicy(
      name,
      {
        metadata,
        spec: {
          podSelector: daemons,
          policyTypes: ["Ingress", "Egress"],
          ingress: [{ from: [each], ports }],
          egress: [...egressRules(talker, place), { to: [each], ports }],
        },
      },
      { parent: this },
    );
    if (place.networkPolicies !== "cilium") return;
    new k8s.apiextensions.CustomResource(
      `${name}-cilium`,
      {
        apiVersion: "cilium.io/v2",
        kind: "CiliumNetworkPolicy",
        metadata,
        spec: { endpointSelector: daemons, ...ciliumRules(talker, place) },
      },
      { parent: this },
    );
  }
}
