import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { ALERTMANAGER } from "../../../components/alerting/alertmanager.ts";
import { PROMETHEUS } from "../../../components/metrics/prometheus.ts";
import type { Place } from "../../../components/place.ts";
import { callServer } from "../../../components/workload/connection.ts";
import type { SecretDirectory, Server } from "../../../components/workload/server.ts";
import { Workload } from "../../../components/workload/workload.ts";
import { namesOf, place, planOf, resource } from "../plan-of.ts";

const base: Server = {
  ...PROMETHEUS,
  image: "prometheus",
  replication: { kind: "StatefulSet", replicas: 2, storage: { mountPath: "/data", size: "10Gi" } },
  probes: {
    readiness: { port: "http", path: "/ready" },
    liveness: { port: "http", path: "/live" },
    startupSeconds: 60,
  },
  resources: { cpu: "100m", cpuLimit: "1", memory: "1Gi" },
  calls: [callServer(ALERTMANAGER, "http", "send alerts")],
};

const plan = (changes: Partial<Server> = {}, where: Partial<Place> = {}, secrets: Record<string, string> = {}) =>
  planOf(
    () =>
      void new Workload("prometheus", {
        place: { ...place, ...where },
        server: { ...base, ...changes },
        budget: "own",
      }),
    secrets,
  );

describe("Workload", () => {
  it("hardens every pod without being asked", async () => {
    const { inputs } = resource(await plan(), "StatefulSet");
    expect(inputs).toHaveProperty("spec.template.spec.automountServiceAccountToken", false);
    expect(inputs).toHaveProperty("spec.template.spec.securityContext", {
      fsGroup: 65534,
      fsGroupChangePolicy: "OnRootMismatch",
      runAsGroup: 65534,
      runAsNonRoot: true,
      runAsUser: 65534,
      seccompProfile: { type: "RuntimeDefault" },
    });
    expect(inputs).toHaveProperty("spec.template.spec.containers[0].securityContext", {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      readOnlyRootFilesystem: true,
    });
  });

  it("leads pods to the agent on their own node, where an agent is to be called", async () => {
    const called = await plan({ replication: { kind: "DaemonSet", service: "own-node" } });
    expect(resource(called, "Service").inputs).toHaveProperty("spec.internalTrafficPolicy", "Local");
    expect(resource(called, "Service").inputs).not.toHaveProperty("spec.sessionAffinity");
    expect(namesOf(await plan({ replication: { kind: "DaemonSet" } }), "Service")).toEqual([]);
  });

  it("asks for as much memory as it is limited to, and bounds CPU", async () => {
    expect(resource(await plan(), "StatefulSet").inputs).toHaveProperty("spec.template.spec.containers[0].resources", {
      limits: { cpu: "1", memory: "1Gi" },
      requests: { cpu: "100m", memory: "1Gi" },
    });
  });

  it("protects a StatefulSet's data, and keeps its volumes whatever becomes of it", async () => {
    const set = resource(await plan(), "StatefulSet");
    expect(set.protect).toBe(true);
    expect(set.inputs).toHaveProperty("spec.persistentVolumeClaimRetentionPolicy", {
      whenDeleted: "Retain",
      whenScaled: "Retain",
    });
  });

  it("leaves the data of a disposable stack unprotected", async () => {
    const disposable = await plan({}, { data: "disposable" });
    expect(resource(disposable, "StatefulSet").protect).toBe(false);
  });

  it("creates everything below itself, and the controller after what its pods name", async () => {
    const created = await plan({
      config: [{ name: "config", mountPath: "/etc/x", folder: "x", files: { a: "1" }, onChange: "reload" }],
    });
    const component = resource(created, "Workload");
    for (const { kind, urn, parent } of created.resources) {
      if (kind === "custom") expect(parent, urn).toBe(component.urn);
    }
    const needed = ["ServiceAccount", "ConfigMap"].map((kind) => resource(created, kind).urn);
    expect(resource(created, "StatefulSet").dependsOn).toEqual(expect.arrayContaining(needed));
  });

  it("does not make a controller wait for its Service, which itself waits for pods", async () => {
    const created = await plan();
    const services = created.resources.filter(({ type }) => type.endsWith(":Service")).map(({ urn }) => urn);
    expect(services).toHaveLength(2);
    expect(resource(created, "StatefulSet").dependsOn.filter((urn) => services.includes(urn))).toEqual([]);
  });

  it("gives each replica of a StatefulSet a DNS name, before it is ready", async () => {
    const { inputs } = resource(await plan(), "Service", "prometheus-pods");
    expect(inputs).toHaveProperty("spec.clusterIP", "None");
    expect(inputs).toHaveProperty("spec.publishNotReadyAddresses", true);
  });

  it("spreads replicas over zones and hosts, and lets one go at a time", async () => {
    const created = await plan();
    const keys = resource(created, "StatefulSet").inputs;
    expect(keys).toHaveProperty(
      "spec.template.spec.topologySpreadConstraints[0].topologyKey",
      "topology.kubernetes.io/zone",
    );
    expect(keys).toHaveProperty("spec.template.spec.topologySpreadConstraints[1].whenUnsatisfiable", "DoNotSchedule");
    expect(resource(created, "PodDisruptionBudget").inputs).toHaveProperty("spec.maxUnavailable", 1);
  });

  it("rolls the pods when a file changes that the process does not watch, and only then", async () => {
    const checksum = async (onChange: "restart" | "reload", text: string) => {
      const created = await plan({
        config: [{ name: "config", mountPath: "/etc/x", folder: "x", files: { a: text }, onChange }],
      });
      const template = JSON.stringify(resource(created, "StatefulSet").inputs.spec);
      return template;
    };
    expect(await checksum("restart", "1")).not.toBe(await checksum("restart", "2"));
    expect(await checksum("reload", "1")).toBe(await checksum("reload", "2"));
  });

  it("keeps secret files secret, by name and all", async () => {
    const keys: SecretDirectory = {
      name: "keys",
      mountPath: "/etc/keys",
      files: { token: { secret: "door" } },
      onChange: "restart",
    };
    const created = await plan({ secrets: [keys] }, {}, { door: "open sesame" });
    expect(resource(created, "Secret").inputs).toHaveProperty("stringData", { token: "[secret]" });
    expect(JSON.stringify(created)).not.toContain("open sesame");
  });

  it("takes for each secret file the secret that it names", async () => {
    const asked: string[] = [];
    const secret = (name: string) => {
      asked.push(name);
      return pulumi.secret(name);
    };
    const files = { token: { secret: "door" }, pepper: { secret: "personalDataPepper" } };
    await plan({ secrets: [{ name: "keys", mountPath: "/etc/keys", files, onChange: "reload" }] }, { secret });
    expect(asked).toEqual(["door", "personalDataPepper"]);
  });

  it("takes a secret that is in the cluster from there, for files and variables, and makes nothing of it", async () => {
    const files = { token: { secret: "door" }, pepper: { kubernetesSecret: "vault.pepper", key: "value" } };
    const secrets: readonly SecretDirectory[] = [{ name: "keys", mountPath: "/etc/keys", files, onChange: "restart" }];
    const environment = {
      TOKEN: { secretDirectory: "keys", file: "token" },
      PEPPER: { secretDirectory: "keys", file: "pepper" },
    };
    const created = await plan({ secrets, environment }, {}, { door: "open sesame" });
    expect(resource(created, "Secret").inputs).toHaveProperty("stringData", { token: "[secret]" });
    const { spec } = Object(resource(created, "StatefulSet").inputs.spec).template;
    expect(spec.volumes).toContainEqual({
      name: "keys",
      projected: {
        defaultMode: 0o440,
        sources: [
          { secret: { name: "prometheus-keys" } },
          { secret: { name: "vault.pepper", items: [{ key: "value", path: "pepper" }] } },
        ],
      },
    });
    expect(spec.containers[0].env).toEqual([
      { name: "TOKEN", valueFrom: { secretKeyRef: { name: "prometheus-keys", key: "token" } } },
      { name: "PEPPER", valueFrom: { secretKeyRef: { name: "vault.pepper", key: "value" } } },
    ]);
  });

  it("makes no Secret where all of a directory are in the cluster", async () => {
    const files = { pepper: { kubernetesSecret: "vault", key: "value" } };
    const created = await plan({ secrets: [{ name: "keys", mountPath: "/etc/keys", files, onChange: "restart" }] });
    expect(namesOf(created, "Secret")).toEqual([]);
    expect(namesOf(created, "RandomId")).toEqual([]);
  });

  it("tells its pods of a change of the secrets that they read at their start, and of no others", async () => {
    const token = { token: { secret: "door" } };
    const read: SecretDirectory = { name: "keys", mountPath: "/etc/keys", files: token, onChange: "restart" };
    const watched: SecretDirectory = { name: "urls", mountPath: "/etc/urls", files: token, onChange: "reload" };
    const created = await plan({ secrets: [read, watched] }, {}, { door: "open sesame" });
    expect(resource(created, "RandomId").inputs).toMatchObject({ keepers: { "keys/token": "[secret]" } });
    expect(resource(created, "StatefulSet").inputs).toHaveProperty(
      ["spec", "template", "metadata", "annotations", "aiobs/secrets-revision"],
      "[hex of prometheus-secrets-revision]",
    );
    const without = await plan({ secrets: [watched] }, {}, { door: "open sesame" });
    expect(namesOf(without, "RandomId")).toEqual([]);
    expect(JSON.stringify(resource(without, "StatefulSet").inputs)).not.toContain("secrets-revision");
  });

  it("gives a token and a role to a pod that says what it asks the Kubernetes API for", async () => {
    const rules = [{ apiGroups: [""], resources: ["pods"], verbs: ["list"] }];
    const created = await plan({ apiAccess: { why: "discovers", rules } });
    expect(resource(created, "StatefulSet").inputs).toHaveProperty(
      "spec.template.spec.automountServiceAccountToken",
      true,
    );
    expect(resource(created, "ClusterRole").inputs).toHaveProperty("rules", rules);
    expect(resource(created, "ClusterRole").inputs).toHaveProperty("metadata.name", "monitoring-prometheus");
    expect(resource(created, "ClusterRoleBinding").inputs).toHaveProperty("subjects[0]", {
      kind: "ServiceAccount",
      name: "prometheus",
      namespace: "monitoring",
    });
    expect(namesOf(await plan(), "ClusterRole")).toEqual([]);
  });

  it("gives a pod that asks for its own namespace alone no role in the cluster", async () => {
    const rules = [{ apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: ["list", "watch"] }];
    const created = await plan({ apiAccess: { why: "discovers", within: "namespace", rules } });
    expect(resource(created, "Role").inputs).toMatchObject({
      metadata: { name: "prometheus", namespace: "monitoring" },
      rules,
    });
    expect(resource(created, "RoleBinding").inputs).toMatchObject({
      metadata: { namespace: "monitoring" },
      roleRef: { kind: "Role", name: "prometheus" },
      subjects: [{ kind: "ServiceAccount", name: "prometheus", namespace: "monitoring" }],
    });
    expect(namesOf(created, "ClusterRole")).toEqual([]);
    expect(namesOf(created, "ClusterRoleBinding")).toEqual([]);
  });

  it("runs an agent on every node, whatever its taints, and says why it touches the node", async () => {
    const created = await plan({
      name: "node-exporter",
      zone: "host",
      image: "nodeExporter",
      replication: { kind: "DaemonSet" },
      calls: [],
      hostAccess: {
        why: "measures the node",
        namespaces: ["network", "pid"],
        paths: [{ name: "root", path: "/", mountPath: "/host" }],
      },
    });
    const { inputs } = resource(created, "DaemonSet");
    expect(inputs).toHaveProperty("spec.template.spec.tolerations", [{ operator: "Exists" }]);
    expect(inputs).toHaveProperty("spec.template.spec.hostPID", true);
    expect(inputs).toHaveProperty(
      ["spec", "template", "metadata", "annotations", "aiobs/host-access"],
      "measures the node",
    );
    expect(inputs).toHaveProperty("spec.template.spec.containers[0].volumeMounts[0].readOnly", true);
    expect(namesOf(created, "Service")).toEqual([]);
    expect(namesOf(created, "PodDisruptionBudget")).toEqual([]);
  });

  it("pulls from the mirror where there is one", async () => {
    const created = await plan(
      {},
      { images: { registry: "registry.example.com/mirror", pullSecrets: [], digests: {} } },
    );
    expect(resource(created, "StatefulSet").inputs).toHaveProperty(
      "spec.template.spec.containers[0].image",
      expect.stringMatching(/^registry\.example\.com\/mirror\/prometheus\/prometheus:v\d/),
    );
  });
});
