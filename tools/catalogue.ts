/**
 * The real servers and command lines that tests run, each pinned to one version.
 *
 * This list says what is built and why; the folder named by `module` pins how: its `go.mod` names the version and its
 * `go.sum` holds the checksum of every module that goes into the binary. To move to another version, change it here and
 * in `go.mod`, copy the new version's own `replace` lines, and run `go mod tidy` in that folder.
 */

/** A pinned tool's name, which is its binary's file name. */
export type ToolName =
  | "promtool"
  | "prometheus"
  | "amtool"
  | "alertmanager"
  | "etcd"
  | "kube-apiserver"
  | "pulumi"
  | "kube-controller-manager"
  | "node_exporter"
  | "kube-state-metrics"
  | "thanos"
  | "versitygw"
  | "loki"
  | "otelcol"
  | "logcli"
  | "pint"
  | "dashboard-linter"
  | "block-multiplier"
  | "vmauth";

/** Files that a module embeds while its published form lacks them. They are built in empty. */
export interface EmptyFiles {
  /** Path of the Go module. */
  readonly module: string;
  /** The files' paths in it. */
  readonly paths: readonly string[];
}

/** One binary built from Go's module proxy. */
export interface Tool {
  readonly name: ToolName;
  /** The version that the binary prints, without a leading `v`. */
  readonly version: string;
  /** Folder under `tools/` that holds the `go.mod` and `go.sum` it is built with. */
  readonly module: string;
  /** Import path of its main package. */
  readonly package: string;
  /** Go symbols set while linking (`-X symbol=value`): a binary built from a module does not know its version. */
  readonly stamps: Readonly<Record<string, string>>;
  /** Go build tags. Absent: none. */
  readonly tags?: readonly string[];
  /** Absent: the module has everything that it embeds. */
  readonly emptyFiles?: EmptyFiles;
  /** Arguments that make it print its version and end. */
  readonly versionArguments: readonly string[];
  /** What the tests need it for. */
  readonly why: string;
  /**
   * Seconds of a cold build on two cores with Go 1.26, its modules already downloaded (all of them: about 150 s), in the
   * order of this list, beginning with an empty compiler cache (so a tool finds what the ones above it left there). From
   * Thanos on: half the processor's seconds on a busy machine, without what the ones above Thanos left.
   */
  readonly coldSeconds: number;
}

const prometheusStamp = (version: string): Readonly<Record<string, string>> => ({
  "github.com/prometheus/common/version.Version": version,
});

const lokiStamp = (version: string): Readonly<Record<string, string>> => ({
  "github.com/grafana/loki/v3/pkg/util/build.Version": version,
});

/** Clients compare the server's major and minor version, which stay empty unless they are stamped too. */
const kubernetesStamp = (version: string): Readonly<Record<string, string>> => {
  const [major = "", minor = ""] = version.split(".");
  return {
    "k8s.io/component-base/version.gitVersion": `v${version}`,
    "k8s.io/component-base/version.gitMajor": major,
    "k8s.io/component-base/version.gitMinor": minor,
  };
};

/** Every pinned tool, in the order in which they are built: what most tests need comes first. */
export const TOOLS: readonly Tool[] = [
  {
    // Module v0.315.0 is release 3.15.0. Without the tag `builtinassets` it needs no web assets, and serves none.
    name: "promtool",
    version: "3.15.0",
    module: "prometheus",
    package: "github.com/prometheus/prometheus/cmd/promtool",
    stamps: prometheusStamp("3.15.0"),
    versionArguments: ["--version"],
    why: "checks the rendered Prometheus configuration and runs the rule tests",
    coldSeconds: 364,
  },
  {
    name: "prometheus",
    version: "3.15.0",
    module: "prometheus",
    package: "github.com/prometheus/prometheus/cmd/prometheus",
    stamps: prometheusStamp("3.15.0"),
    versionArguments: ["--version"],
    why: "scrapes, evaluates and alerts with the rendered files",
    coldSeconds: 70,
  },
  {
    name: "amtool",
    version: "0.34.2",
    module: "alertmanager",
    package: "github.com/prometheus/alertmanager/cmd/amtool",
    stamps: prometheusStamp("0.34.2"),
    versionArguments: ["--version"],
    why: "checks the rendered Alertmanager configuration and tests its routes",
    coldSeconds: 61,
  },
  {
    // The web interface is built at release and not part of the module: without it, the server serves its API alone.
    name: "alertmanager",
    version: "0.34.2",
    module: "alertmanager",
    package: "github.com/prometheus/alertmanager/cmd/alertmanager",
    stamps: prometheusStamp("0.34.2"),
    emptyFiles: { module: "github.com/prometheus/alertmanager", paths: ["ui/app/dist/index.html"] },
    versionArguments: ["--version"],
    why: "carries a real alert from Prometheus to a receiver",
    coldSeconds: 51,
  },
  {
    name: "etcd",
    version: "3.7.3",
    module: "etcd",
    package: "go.etcd.io/etcd/server/v3",
    stamps: {},
    versionArguments: ["--version"],
    why: "stores the objects of kube-apiserver",
    coldSeconds: 21,
  },
  {
    name: "kube-apiserver",
    version: "1.36.3",
    module: "kubernetes",
    package: "k8s.io/kubernetes/cmd/kube-apiserver",
    stamps: kubernetesStamp("1.36.3"),
    versionArguments: ["--version"],
    why: "validates and admits every rendered manifest, with Pod Security on",
    coldSeconds: 344,
  },
  {
    // The newest release whose Go module could be had. The program's npm package is newer: the engine runs it all the same.
    // Its Node language host is tools/bin/pulumi-language-nodejs.
    name: "pulumi",
    version: "3.256.0",
    module: "pulumi",
    package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    stamps: { "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version": "v3.256.0" },
    versionArguments: ["version"],
    why: "runs the program under the real engine: up, up again without a change, destroy",
    coldSeconds: 391,
  },
  {
    name: "kube-controller-manager",
    version: "1.36.3",
    module: "kubernetes",
    package: "k8s.io/kubernetes/cmd/kube-controller-manager",
    stamps: kubernetesStamp("1.36.3"),
    versionArguments: ["--version"],
    why: "collects garbage and ends namespaces, which replacing and destroying wait for",
    coldSeconds: 84,
  },
  {
    name: "node_exporter",
    version: "1.12.1",
    module: "node_exporter",
    package: "github.com/prometheus/node_exporter",
    stamps: prometheusStamp("1.12.1"),
    versionArguments: ["--version"],
    why: "shows the metrics that the catalogue says it has",
    coldSeconds: 15,
  },
  {
    name: "kube-state-metrics",
    version: "2.20.0",
    module: "kube-state-metrics",
    package: "k8s.io/kube-state-metrics/v2",
    stamps: prometheusStamp("2.20.0"),
    versionArguments: ["version"],
    why: "shows the metrics that the catalogue says it has, of objects in a real API server",
    coldSeconds: 80,
  },
  {
    // Newest that Go 1.26.8 builds: 0.42.5 asks for a later one. With the labels that Prometheus has by default it panics
    // on the first remote write (https://github.com/thanos-io/thanos/issues/8947): releases are built
    // with these tags.
    name: "thanos",
    version: "0.42.4",
    module: "thanos",
    package: "github.com/thanos-io/thanos/cmd/thanos",
    stamps: prometheusStamp("0.42.4"),
    tags: ["netgo", "slicelabels"],
    versionArguments: ["--version"],
    why: "receives, queries, stores and compacts metrics with the rendered arguments",
    coldSeconds: 250,
  },
  {
    // An S3 API over a folder: signatures, paged lists, ranged reads and uploads in parts, as the stores' clients use them.
    name: "versitygw",
    version: "1.8.0",
    module: "versitygw",
    package: "github.com/versity/versitygw/cmd/versitygw",
    stamps: { "main.Version": "1.8.0" },
    versionArguments: ["--version"],
    why: "is the object store of Thanos and Loki",
    coldSeconds: 86,
  },
  {
    name: "loki",
    version: "3.7.8",
    module: "loki",
    package: "github.com/grafana/loki/v3/cmd/loki",
    stamps: lokiStamp("3.7.8"),
    versionArguments: ["--version"],
    why: "stores logs and answers LogQL with the rendered configuration",
    coldSeconds: 456,
  },
  {
    // The deployed image is the whole contrib distribution; tools/otelcol/main.go lists the components that this one has.
    name: "otelcol",
    version: "0.161.0",
    module: "otelcol",
    package: "tools/otelcol",
    stamps: { "main.version": "0.161.0" },
    versionArguments: ["--version"],
    why: "collects, scrubs, samples and counts logs and spans with the rendered configuration",
    coldSeconds: 347,
  },
  {
    name: "logcli",
    version: "3.7.8",
    module: "loki",
    package: "github.com/grafana/loki/v3/cmd/logcli",
    stamps: lokiStamp("3.7.8"),
    versionArguments: ["--version"],
    why: "asks Loki as people do",
    coldSeconds: 9,
  },
  {
    name: "pint",
    version: "0.87.0",
    module: "pint",
    package: "github.com/cloudflare/pint/cmd/pint",
    stamps: { "main.version": "0.87.0" },
    versionArguments: ["version"],
    why: "judges the rendered rules as people who run many of them do",
    coldSeconds: 98,
  },
  {
    // The rules of release 0.1.1; 0.2.0 needs a module that could not be had. tools/dashboard-linter/main.go prints them as JSON.
    name: "dashboard-linter",
    version: "0.0.0-20241224134444-1765d94aec4a",
    module: "dashboard-linter",
    package: "tools/dashboard-linter",
    stamps: { "main.version": "0.0.0-20241224134444-1765d94aec4a" },
    versionArguments: ["--version"],
    why: "judges the rendered dashboards by the rules of Grafana's own mixins",
    coldSeconds: 108,
  },
  {
    // Our own (tools/block-multiplier/main.go), with Prometheus' packages, which Prometheus' build has left in the compiler's cache.
    name: "block-multiplier",
    version: "3.15.0",
    module: "block-multiplier",
    package: "tools/block-multiplier",
    stamps: { "main.version": "3.15.0" },
    versionArguments: ["--version"],
    why: "makes a million series of a few thousand, for npm run bench:queries",
    coldSeconds: 5,
  },
  {
    name: "vmauth",
    version: "1.148.0",
    module: "vmauth",
    package: "github.com/VictoriaMetrics/VictoriaMetrics/app/vmauth",
    stamps: { "github.com/VictoriaMetrics/VictoriaMetrics/lib/buildinfo.Version": "vmauth-v1.148.0" },
    versionArguments: ["-version"],
    why: "lets edges in with the rendered configuration, and nobody else",
    coldSeconds: 34,
  },
];

/**
 * The tool of that name.
 *
 * @throws {RangeError} when the list has no such tool, which the type {@link ToolName} rules out.
 */
export function toolNamed(name: ToolName): Tool {
  const tool = TOOLS.find((candidate) => candidate.name === name);
  if (tool === undefined) throw new RangeError(`tools/catalogue.ts has no tool named ${name}`);
  return tool;
}

/** Whether the list has a tool of that name. */
export function isToolName(name: string): name is ToolName {
  return TOOLS.some((tool) => tool.name === name);
}
