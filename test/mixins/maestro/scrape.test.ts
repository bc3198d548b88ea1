import { describe, expect, test } from "vitest";
import { targetLabels } from "../../../mixins/maestro/labels.ts";
import { MAESTRO_JOB, maestroScrapeJob } from "../../../mixins/maestro/scrape.ts";
import { podTargets } from "../../../mixins/pod-targets.ts";
import { relabel } from "../relabel.ts";

const pods = { kind: "pods", namespaces: ["maestro"], labels: { app: "api", tier: "web" }, port: 8000 } as const;
const pod = {
  __address__: "10.1.2.3:8000",
  __meta_kubernetes_pod_name: "maestro-api-7d9f-x2k4l",
  __meta_kubernetes_pod_phase: "Running",
  __meta_kubernetes_pod_container_port_number: "8000",
};

function target(discovered: Readonly<Record<string, string>>) {
  const { job_name, relabel_configs } = maestroScrapeJob("c1", pods);
  return relabel({ job: job_name, ...discovered }, relabel_configs ?? []);
}

describe("the scrape job of Maestro's pods", () => {
  test("are found by all its labels", () => {
    expect(maestroScrapeJob("c1", pods).kubernetes_sd_configs).toEqual(podTargets(pods).kubernetes_sd_configs);
  });

  test("gives a target the labels of the catalogue, by its pod's name", () => {
    expect(target(pod)).toEqual({ cluster: "c1", job: MAESTRO_JOB, instance: "maestro-api-7d9f-x2k4l:8000" });
    expect(Object.keys(target(pod) ?? {}).sort()).toEqual(Object.keys(targetLabels).sort());
  });
});

test("hosts are scraped as they are named", () => {
  const { static_configs, relabel_configs } = maestroScrapeJob("c1", { kind: "targets", targets: ["a:8000"] });
  expect(static_configs).toEqual([{ targets: ["a:8000"] }]);
  expect(relabel({ instance: "a:8000" }, relabel_configs ?? [])).toEqual({ cluster: "c1", instance: "a:8000" });
});
