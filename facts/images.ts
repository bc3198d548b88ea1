/**
 * Every container image the program deploys, pinned by tag, in one place.
 *
 * By digest as well (of the index, which holds every platform's image) where several unrelated public repositories pin the
 * same tag to the same digest. Of the others no two sources were found that agree: Alertmanager 0.34.2, node_exporter 1.12.1,
 * the sidecar, vmauth, the DCGM exporter, the device plugins and the driver of ComputeDomains are pinned by tag alone.
 *
 * To move a server to a new version, change its line here, then run the tests: the real binaries that they run are
 * pinned beside them in `tools/catalogue.ts`.
 */

/** The images by the part that runs them. */
export const images = {
  prometheus:
    "quay.io/prometheus/prometheus:v3.15.0@sha256:efd719c99d83b060d9daefdcf00360461adf279f45ef5391f8d111892118753e",
  alertmanager: "quay.io/prometheus/alertmanager:v0.34.2",
  thanos: "quay.io/thanos/thanos:v0.42.4@sha256:b567818fe608067eb0f1d7c2c4fe361e7ad83c8a256234c97685f1d0bf670cc8",
  loki: "docker.io/grafana/loki:3.7.8@sha256:1107dd5274e0ada47e42472b7a7e71f3b2a2fe878878108f3e2f9e51528f0193",
  // The newest line whose parts can be replicated without Kafka.
  tempo: "docker.io/grafana/tempo:2.10.8@sha256:f0561deb1c68ec44d6e6e7e4487f30106c4e5e768642077695b37958b105812a",
  opentelemetryCollector:
    "docker.io/otel/opentelemetry-collector-contrib:0.161.0@sha256:fd328de2552466ad78385e1b1289c3f2402b1c45f265b252aab1955b42845ac1",
  // Runs the canary, which is TypeScript that Node takes as it is.
  node: "docker.io/library/node:24.21.0-alpine",
  grafana: "docker.io/grafana/grafana:13.2.3@sha256:b28bae15e219c998fb0e0424ed724930cc61b1f61fb404d47c862f9a23f9e572",
  grafanaSidecar: "quay.io/kiwigrid/k8s-sidecar:2.11.2",
  kubeStateMetrics:
    "registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.20.0@sha256:42cfe3723a5f058171c627537fb57a3ea0f26e4380fa18555a95cb1a1b4cfc5b",
  dcgmExporter: "nvcr.io/nvidia/k8s/dcgm-exporter:4.5.3-4.8.2-distroless",
  efaDevicePlugin: "public.ecr.aws/eks/aws-efa-k8s-device-plugin:v0.5.20",
  devicePlugin: "nvcr.io/nvidia/k8s-device-plugin:v0.20.0",
  // Its releases are those of https://github.com/kubernetes-sigs/dra-driver-nvidia-gpu.
  computeDomains: "registry.k8s.io/dra-driver-nvidia/dra-driver-nvidia-gpu:v0.4.0",
  vmauth: "docker.io/victoriametrics/vmauth:v1.148.0",
  nodeExporter: "quay.io/prometheus/node-exporter:v1.12.1",
} as const;

/** The name of an image in {@link images}. */
export type ImageName = keyof typeof images;

/** Where a stack takes its images from. */
export interface ImageSources {
  /** The registry (with an optional path) that holds copies of all images; absent: each image's own. */
  readonly registry?: string;
  /** Digests by the image's reference without one. */
  readonly digests?: Readonly<Partial<Record<string, string>>>;
}

/**
 * The reference a cluster pulls: the pinned image, or the same path and tag in a mirror, whose digest is another's where one
 * platform's image alone was copied.
 *
 * A digest that a stack gives goes before the program's own.
 */
export function imageReference(name: ImageName, { registry: mirror, digests = {} }: ImageSources = {}): string {
  const image = images[name];
  const [tagged = image] = image.split("@");
  const given = digests[tagged] === undefined ? "" : `@${digests[tagged]}`;
  if (mirror === undefined) return given === "" ? image : `${tagged}${given}`;
  return `${mirror.replace(/\/+$/, "")}/${tagged.slice(tagged.indexOf("/") + 1)}${given}`;
}
