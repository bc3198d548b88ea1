/**
 * Every container image the program deploys, pinned by tag, in one place.
 *
 * To move a server to a new version, change its line here, then run the tests: the real binaries that they run are
 * pinned beside them in `tools/catalogue.ts`.
 */

/** The images by the part that runs them. */
export const images = {
  prometheus: "quay.io/prometheus/prometheus:v3.15.0",
  alertmanager: "quay.io/prometheus/alertmanager:v0.34.2",
  grafana: "docker.io/grafana/grafana:13.2.3",
  grafanaSidecar: "quay.io/kiwigrid/k8s-sidecar:2.11.2",
  kubeStateMetrics: "registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.20.0",
  dcgmExporter: "nvcr.io/nvidia/k8s/dcgm-exporter:4.5.3-4.8.2-distroless",
  efaDevicePlugin: "public.ecr.aws/eks/aws-efa-k8s-device-plugin:v0.5.20",
  devicePlugin: "nvcr.io/nvidia/k8s-device-plugin:v0.20.0",
  nodeExporter: "quay.io/prometheus/node-exporter:v1.12.1",
} as const;

/** The name of an image in {@link images}. */
export type ImageName = keyof typeof images;

/**
 * The reference a cluster pulls: the pinned image, or the same path and tag in a mirror.
 *
 * @param name the image.
 * @param mirror the registry (with an optional path) that holds copies of all images; absent: each image's own.
 */
export function imageReference(name: ImageName, mirror?: string): string {
  const image = images[name];
  if (mirror === undefined) return image;
  return `${mirror.replace(/\/+$/, "")}/${image.slice(image.indexOf("/") + 1)}`;
}
