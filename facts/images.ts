/**
 * Every container image the program deploys, pinned by tag, in one place.
 *
 * By digest as well (of the index, which holds every platform's image) where several unrelated public repositories pin the
 * same tag to the same digest. Of the others no two sources were found that agree: Alertmanager 0.34.2, node_exporter 1.12.1,
 * the sidecar, the DCGM exporter and the device plugins are pinned by tag alone.
 *
 * To move a server to a new version, change its line here, then run the tests: the real binaries that they run are
 * pinned beside them in `tools/catalogue.ts`.
 */

/** The images by the part that runs them. */
export const images = {
  prometheus:
    "quay.io/prometheus/prometheus:v3.15.0@sha256:efd719c99d83b060d9daefdcf00360461adf279f45ef5391f8d111892118753e",
  alertmanager: "quay.io/prometheus/alertmanager:v0.34.2",
  grafana: "docker.io/grafana/grafana:13.2.3@sha256:b28bae15e219c998fb0e0424ed724930cc61b1f61fb404d47c862f9a23f9e572",
  grafanaSidecar: "quay.io/kiwigrid/k8s-sidecar:2.11.2",
  kubeStateMetrics:
    "registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.20.0@sha256:42cfe3723a5f058171c627537fb57a3ea0f26e4380fa18555a95cb1a1b4cfc5b",
  dcgmExporter: "nvcr.io/nvidia/k8s/dcgm-exporter:4.5.3-4.8.2-distroless",
  efaDevicePlugin: "public.ecr.aws/eks/aws-efa-k8s-device-plugin:v0.5.20",
  devicePlugin: "nvcr.io/nvidia/k8s-device-plugin:v0.20.0",
  nodeExporter: "quay.io/prometheus/node-exporter:v1.12.1",
} as const;

/** The name of an image in {@link images}. */
export type ImageName = keyof typeof images;

/**
 * The reference a cluster pulls: the pinned image, or the same path and tag in a mirror, whose digest is another's where one
 * platform's image alone was copied.
 *
 * @param name the image.
 * @param mirror the registry (with an optional path) that holds copies of all images; absent: each image's own.
 */
export function imageReference(name: ImageName, mirror?: string): string {
  const image = images[name];
  if (mirror === undefined) return image;
  const [tagged = image] = image.split("@");
  return `${mirror.replace(/\/+$/, "")}/${tagged.slice(tagged.indexOf("/") + 1)}`;
}
