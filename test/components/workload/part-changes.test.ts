import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { placeFacts } from "../../../components/place.ts";
import { serversOf } from "../../../components/servers.ts";
import { changedPart, partProblems } from "../../../components/workload/part-changes.ts";
import type { Server } from "../../../components/workload/server.ts";
import { partCatalogue, partNames } from "../../../config/parts/catalogue.ts";
import type { Settings } from "../../../config/settings.ts";
import { manifestsOf } from "../../../preview/manifests.ts";
import { formatSentence } from "../../../problems/format.ts";
import { systems } from "../../../systems/all.ts";
import { loadContent } from "../../../systems/load-content.ts";
import { problemsOf } from "../../config/problems-of.ts";
import { previewed } from "../../previewed.ts";
import { planServers, resource } from "../plan-of.ts";
import { settingsWith } from "../settings.ts";

const EVERYTHING = join(import.meta.dirname, "../../plans/settings/everything.yaml");
const CENTRAL = join(import.meta.dirname, "../../plans/settings/central.yaml");

/** The servers of a stack, as its settings have them. */
function serversIn(settings: Settings): readonly Server[] {
  return Object.values(serversOf(placeFacts("test", settings), settings, loadContent(systems, settings))).flat();
}

const local = settingsWith({ simulator: "on", canary: "on", traces: { store: "volume" }, logs: { store: "volume" } });
const servers = serversIn(local);

function server(name: string): Server {
  const found = servers.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no server ${name}`);
  return found;
}

const parts = (given: object) => settingsWith({ parts: given }).parts;

/** The pod template of a part that the settings change. */
async function template(name: string, changes: object): Promise<unknown> {
  const changed = changedPart({ ...server(name), calls: [] }, parts({ [name]: changes }));
  const { replication } = changed;
  const { join: _, ...alone } = changed;
  return resource(await planServers([alone]), replication.kind).inputs.spec;
}

describe("the catalogue of parts", () => {
  it("names exactly the workloads that the program can make", async () => {
    const everything = await previewed("everything", EVERYTHING);
    const planned = [everything, await previewed("central", CENTRAL)]
      .flatMap(({ plan }) => manifestsOf(plan))
      .filter(({ kind }) => ["Deployment", "StatefulSet", "DaemonSet"].includes(kind))
      .map(({ object }) => Object(object).spec.template.metadata.labels["app.kubernetes.io/name"]);
    expect([...new Set([...planned, ...servers.map(({ name }) => name)])].toSorted()).toEqual(partNames.toSorted());
  });

  it("knows which of them keep volumes", async () => {
    const { plan } = await previewed("everything", EVERYTHING);
    const planned = manifestsOf(plan)
      .filter(({ kind }) => kind === "StatefulSet")
      .map(({ object }) => Object(object).spec.template.metadata.labels["app.kubernetes.io/name"]);
    const kept = partNames.filter((name) => partCatalogue[name].volume === "kept");
    expect([...new Set<string>(planned)].toSorted()).toEqual(kept.toSorted());
  });
});

describe("a part that the settings change", () => {
  it("goes where they say, and stays what others know it by", async () => {
    const spec = await template("grafana", {
      nodeSelector: { tier: "system" },
      tolerations: [{ key: "dedicated", value: "monitoring", effect: "NoSchedule" }],
      priorityClass: "important",
      labels: { "acme.com/cost-centre": "42" },
      annotations: { "acme.com/owner": "platform team" },
    });
    expect(spec).toMatchObject({
      selector: { matchLabels: { "app.kubernetes.io/name": "grafana" } },
      template: {
        metadata: {
          labels: { "acme.com/cost-centre": "42", "app.kubernetes.io/name": "grafana" },
          annotations: { "acme.com/owner": "platform team" },
        },
        spec: {
          nodeSelector: { tier: "system" },
          tolerations: [{ key: "dedicated", operator: "Equal", value: "monitoring", effect: "NoSchedule" }],
          priorityClassName: "important",
        },
      },
    });
    expect(spec).not.toHaveProperty(["selector", "matchLabels", "acme.com/cost-centre"]);
  });

  it("on every node bears no other taints than those named, and keeps to its own nodes", async () => {
    const spec = await template("node-exporter", { tolerations: [], nodeSelector: { "kubernetes.io/os": "linux" } });
    expect(spec).not.toHaveProperty("template.spec.tolerations");
    expect(spec).toHaveProperty("template.spec.nodeSelector", { "kubernetes.io/os": "linux" });
  });

  it("asks for what they say, and is bounded as the others are", async () => {
    const spec = await template("alertmanager", { cpu: "500m", memory: "1Gi" });
    expect(spec).toHaveProperty("template.spec.containers[0].resources", {
      requests: { cpu: "500m", memory: "1Gi" },
      limits: { cpu: "2", memory: "1Gi" },
    });
    const little = await template("alertmanager", { cpu: "10m" });
    expect(little).toHaveProperty("template.spec.containers[0].resources.limits.cpu", "1");
  });

  it("tells Go of its memory, in the share that it had", () => {
    const { environment } = changedPart(server("otel-router"), parts({ "otel-router": { memory: "2Gi" } }));
    const before = Number(server("otel-router").environment?.GOMEMLIMIT) / (512 * 2 ** 20);
    expect(Number(environment?.GOMEMLIMIT) / 2 ** 31).toBeCloseTo(before, 6);
  });

  it("runs another image, whatever mirror there is, with arguments behind its own", async () => {
    const image = "registry.example.com/node-exporter:v1.12.1-patched";
    const { args, image: used } = changedPart(
      server("node-exporter"),
      parts({ "node-exporter": { image, arguments: ["--collector.systemd"] } }),
    );
    expect(used).toEqual({ reference: image });
    expect(args).toEqual([...(server("node-exporter").args ?? []), "--collector.systemd"]);
  });

  it("has volumes of the class that they say", async () => {
    const spec = await template("grafana", { storageClass: "io2" });
    expect(spec).toHaveProperty("volumeClaimTemplates[0].spec.storageClassName", "io2");
  });

  it("leaves the others as they are", () => {
    expect(changedPart(server("loki"), parts({ grafana: { cpu: 2 } }))).toBe(server("loki"));
  });
});

describe("what a part cannot be given", () => {
  const problems = (given: object) => partProblems(servers, parts(given)).map(formatSentence);

  it.each([
    [
      "one that the program sets",
      "prometheus",
      "--storage.tsdb.retention.time=1d",
      "to --storage.tsdb.retention.time=15d",
    ],
    ["one that it turns off", "node-exporter", "--collector.wifi", "--no-collector.wifi"],
    ["one with a single dash", "loki", "--config.file=/x", "-config.file"],
    ["one that probes go by", "alertmanager", "--web.listen-address=:80", "relies on it"],
    ["one that comes by a file", "loki", "-server.http-listen-port=80", "relies on it"],
  ])("%s", (_, name, argument, why) => {
    expect(problems({ [name]: { arguments: [argument] } })).toEqual([expect.stringContaining(why)]);
  });

  it("takes any other argument", () => {
    expect(problems({ prometheus: { arguments: ["--log.level=debug", "--query.timeout=5m"] } })).toEqual([]);
  });

  it("is refused where the stack has no such part", () => {
    expect(problems({ "thanos-store": { cpu: 2 } })).toEqual([expect.stringContaining("no such part")]);
  });

  it("is refused for a zone where the part is in each zone by itself", () => {
    const zoned: Server = {
      ...server("grafana"),
      replication: {
        kind: "StatefulSet",
        replicas: 1,
        storage: { mountPath: "/a", size: "1Gi" },
        availabilityZone: "a",
      },
    };
    const given = parts({ grafana: { nodeSelector: { "topology.kubernetes.io/zone": "b" } } });
    expect(partProblems([zoned], given)).toHaveLength(1);
    expect(partProblems([server("grafana")], given)).toHaveLength(0);
  });

  it("is any label or annotation that the program itself sets", async () => {
    const { plan } = await previewed("everything", EVERYTHING);
    const metadata = manifestsOf(plan)
      .filter(({ kind }) => ["Deployment", "StatefulSet", "DaemonSet"].includes(kind))
      .map(({ object }) => Object(object).spec.template.metadata);
    const keys = (field: "labels" | "annotations") =>
      [...new Set(metadata.flatMap((one) => Object.keys(one[field])))].filter((key) => !key.startsWith("acme.com/"));
    const given = Object.fromEntries(
      (["labels", "annotations"] as const).map((field) => [
        field,
        Object.fromEntries(keys(field).map((key) => [key, "x"])),
      ]),
    );
    const refused = Object.keys(
      problemsOf({ environment: "local", cluster: { name: "a" }, parts: { grafana: given } }),
    );
    expect(refused.toSorted()).toEqual(
      (["labels", "annotations"] as const)
        .flatMap((field) => keys(field).map((key) => `aiobs:parts.grafana.${field}["${key}"]`))
        .toSorted(),
    );
  });
});
