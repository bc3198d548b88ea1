import { describe, expect, it } from "vitest";
import { nodeExporter } from "../../../components/collection/node-exporter.ts";
import { planServers, resource } from "../plan-of.ts";

describe("node_exporter", () => {
  it("lives in the namespace for what touches the node, sees the node read-only, and has no token", async () => {
    const { inputs } = resource(await planServers([nodeExporter()]), "DaemonSet");
    expect(inputs).toHaveProperty("metadata.namespace", "monitoring-host");
    expect(inputs).toHaveProperty("spec.template.spec.hostNetwork", true);
    expect(inputs).toHaveProperty("spec.template.spec.automountServiceAccountToken", false);
    expect(inputs).toHaveProperty("spec.template.spec.containers[0].volumeMounts", [
      { mountPath: "/host", mountPropagation: "HostToContainer", name: "root", readOnly: true },
    ]);
  });
});
