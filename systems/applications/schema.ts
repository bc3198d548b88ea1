/** What a stack says of one application: where it runs, how it is scraped, what it may cost, whose it is. */
import * as z from "zod";
import { clusterAuthenticationSchema, tlsSchema } from "../../config/login.ts";
import { bytes } from "../../config/types/bytes.ts";
import { cidr } from "../../config/types/cidr.ts";
import { dnsLabel } from "../../config/types/dns-name.ts";
import { duration } from "../../config/types/duration.ts";
import { hostPort } from "../../config/types/host-port.ts";
import { httpPath } from "../../config/types/http-path.ts";
import { labelKey, labelValue } from "../../config/types/label.ts";
import { list } from "../../config/types/list.ts";
import { metricLabel } from "../../config/types/metric-label.ts";
import { namePattern } from "../../config/types/name-pattern.ts";
import { port } from "../../config/types/port.ts";
import { portNumberOrName } from "../../config/types/port-name.ts";
import { serviceName } from "../../config/types/service-name.ts";
import { patternType } from "../../config/types/text-type.ts";
import { presets } from "../presets/all.ts";

function ports(what: string) {
  return list(portNumberOrName(), { min: 1 })
    .exactOptional()
    .describe(
      `${what}, each by its number or its name. By number, the network policies open that port alone; by a name, which they cannot ` +
        "look up, every port of these pods. Left out: the preset's.",
    );
}

const podLabels = z.record(labelKey(), labelValue()).refine((labels) => Object.keys(labels).length > 0, {
  error: "expected at least one label that the pods bear, e.g. { app.kubernetes.io/name: vllm }",
});

const pods = z
  .strictObject({
    namespaces: list(dnsLabel(["llm"]), { min: 1 }).describe("Namespaces of its pods."),
    labels: podLabels.describe("Labels that all of its pods bear, and no others."),
    ports: ports("Container ports that serve metrics, which the containers must declare"),
    network: z
      .enum(["pods", "nodes"])
      .prefault("pods")
      .describe(
        "`nodes`: its pods use the network of their nodes (`hostNetwork`), and network policies see the nodes'.",
      ),
  })
  .describe("Its pods, found by the Kubernetes API.");

const service = z
  .strictObject({
    namespace: dnsLabel(["llm"]).describe("The Service's namespace."),
    name: dnsLabel(["vllm"]).describe("The Service's name."),
    ports: ports("Ports of its endpoints: the name is the Service port's, the number that of the pods"),
    podLabels: podLabels
      .exactOptional()
      .describe("Labels of the pods behind it, for the network policy. Left out: every pod of the namespace."),
  })
  .describe("The endpoints of a Service, found by the Kubernetes API (EndpointSlices).");

const dns = z
  .strictObject({
    names: list(
      patternType({
        name: "DNS name",
        expected: 'a name in DNS such as "_vllm._tcp.example.com" or "vllm.example.com"',
        examples: ["_vllm._tcp.example.com", "vllm.example.com"],
        pattern:
          /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?)*\.?$/,
      }),
      { min: 1 },
    ).describe("What is looked up; all its records are targets."),
    type: z
      .enum(["SRV", "A", "AAAA"])
      .prefault("SRV")
      .describe("The records: `SRV` name the port themselves, `A` and `AAAA` are addresses."),
    port: port().describe("The port of the targets; with `SRV`, for the network policy alone."),
  })
  .describe("Targets outside the cluster, found in DNS.");

function manifestFile() {
  return patternType({
    name: "file of manifests",
    expected: 'a YAML file in the repository such as "monitors/team-a.yaml"',
    examples: ["monitors/team-a.yaml"],
    pattern: /^(?!.*\.\.)[^/\\\s][^\\\s]*\.ya?ml$/,
  });
}

const limits = z
  .strictObject({
    samples: z
      .int()
      .min(1)
      .exactOptional()
      .describe("Samples of one scrape. Left out: four times `size.seriesPerTarget`, at least 5,000."),
    labels: z.int().min(1).max(1_000).prefault(40).describe("Labels of a sample, with those of its target."),
    labelNameLength: z.int().min(1).max(65_536).prefault(200).describe("Bytes of a label's name."),
    labelValueLength: z.int().min(1).max(1_048_576).prefault(2_000).describe("Bytes of a label's value."),
    body: bytes({ min: "1Ki", max: "1Gi" }).prefault("32Mi").describe("Size of an answer, uncompressed."),
  })
  .prefault({})
  .describe("A scrape over one of these fails as a whole: it is for a target that has gone wrong.");

const size = z
  .strictObject({
    targets: z
      .int()
      .min(1)
      .max(100_000)
      .exactOptional()
      .describe("Targets at most, or processes that send. Left out: those of `targets`, else 5."),
    seriesPerTarget: z
      .int()
      .min(1)
      .max(10_000_000)
      .exactOptional()
      .describe(
        "Series of one target at most. A vLLM server of one model has about 350, a Prometheus 700: `scrape_samples_post_metric_relabeling` " +
          "says it of one that runs. Left out: the preset's, else 1,000.",
      ),
  })
  .prefault({})
  .describe("How large it may become: its place in `prometheus.budget`.");

const metrics = z
  .strictObject({
    keep: list(namePattern(), { min: 1 }).exactOptional().describe("Metrics that are kept. Left out: all."),
    drop: list(namePattern(), { min: 1 }).exactOptional().describe("Metrics that are thrown away, of those kept."),
  })
  .prefault({})
  .describe(
    "Which of its metrics are stored, by the names of their series (`_bucket`, `_sum` and `_count` included); of an application that " +
      "`sends`, by the names that it gives them (`http.server.request.duration`).",
  );

const labels = z
  .strictObject({
    add: z
      .record(metricLabel(), z.string().min(1).max(200))
      .prefault({})
      .describe("Labels that all of its series get, by name."),
    drop: list(metricLabel())
      .prefault([])
      .describe(
        "Labels that its series lose. Series that differ in nothing else then collide and only one is stored: drop only what says nothing.",
      ),
  })
  .prefault({})
  .describe("Labels of its series.");

const application = z.strictObject({
  preset: z
    .enum(presets.map(({ mixin }) => mixin.system))
    .exactOptional()
    .describe(
      "What it is, of the servers that are known: its alerts go to the application's owner, its dashboard is deployed, its port and path need " +
        "not be said. Left out: nothing is known of it but what is said here.",
    ),
  pods: pods.exactOptional(),
  service: service.exactOptional(),
  targets: list(hostPort(), { min: 1 }).exactOptional().describe("Targets outside the cluster, named one by one."),
  dns: dns.exactOptional(),
  monitors: list(manifestFile(), { min: 1 })
    .exactOptional()
    .describe(
      "Files with ServiceMonitor and PodMonitor manifests (`monitoring.coreos.com/v1`), from the root of the repository: what they say is " +
        "scraped as Prometheus Operator would. How their targets are asked, the manifests say; login and TLS are not read.",
    ),
  sends: z
    .enum(["otlp"])
    .exactOptional()
    .describe(
      "It is not scraped: its processes send their metrics by OTLP to their node's agent (Service `otel-agent` of the namespace with `-host`), under the name " +
        "`serviceName`. The agent is there with `logs` or `traces`.",
    ),
  cidrs: list(cidr())
    .prefault([])
    .describe("Networks that `targets`, `dns` or endpoints outside the cluster are in. Prometheus may reach no other."),
  path: httpPath("/metrics")
    .exactOptional()
    .describe("Where it serves metrics. Left out: the preset's, else `/metrics`."),
  scheme: z.enum(["http", "https"]).exactOptional().describe("Left out: `https` where there is `tls`, else `http`."),
  tls: tlsSchema.exactOptional(),
  authentication: clusterAuthenticationSchema.exactOptional(),
  scrapeInterval: duration({ min: "1s", max: "2m", examples: ["15s"] })
    .exactOptional()
    .describe("How often it is scraped. Left out: as all (`prometheus.scrapeInterval`)."),
  scrapeTimeout: duration({ min: "1s", max: "2m", examples: ["10s"] })
    .exactOptional()
    .describe("When a scrape is given up. Left out: as all, or `scrapeInterval` where that is shorter."),
  labelsOf: z
    .enum(["target", "application"])
    .prefault("target")
    .describe(
      "Whose labels win where both have one, such as `namespace`: `application` for an exporter that speaks of other objects. The " +
        "other's is kept as `exported_<label>` with `target`, and lost with `application`.",
    ),
  metrics,
  labels,
  limits,
  size,
  presence: z
    .enum(["always", "sometimes"])
    .prefault("always")
    .describe("`sometimes`: it may rightly have no target, as where it scales to zero; then its absence is no alert."),
  serviceName: serviceName("vllm")
    .exactOptional()
    .describe("What its logs and traces are called (`service.name`). Left out: the application's name."),
  team: dnsLabel(["ml-platform"])
    .exactOptional()
    .describe("Who is told of it: the label `team` of its alerts. Left out: `owner`."),
});

/** The applications of a stack, by name. */
export const applicationsSchema = z
  .record(dnsLabel(["vllm"]), application)
  .describe(
    "Applications to watch, by name: whatever serves metrics in Prometheus' format. The name becomes the labels `job` and `application`. " +
      "Left out: none.",
  );

/** One application, as it was written. */
export type ApplicationSettings = z.output<typeof application>;

/** The applications of a stack, by name. */
export type ApplicationsSettings = z.output<typeof applicationsSchema>;
