/**
 * The way of metrics that applications send by OTLP: the agent of their node takes them where it takes spans, and serves them as an exporter
 * does. So a process' series are always at one target, which one shard of Prometheus scrapes, and both replicas of it; whoever is named in
 * no settings is not stored, a scrape has its limit of samples, series end when nothing comes, and nobody but Prometheus is called.
 *
 * Not Prometheus' own receiver of OTLP (`--web.enable-otlp-receiver`), nor remote write: each process, or each agent, would have to send
 * to every replica of the shard that its series belong to; every pod could write series of any name past the limits of scrapes; no `up`
 * would tell that the way is broken; and Prometheus, which asks and is not asked, would have a port open to the whole cluster.
 */
import type { CollectorPiece } from "../../collector/collector-config.ts";
import type { ServerPort } from "../../workload/identity.ts";
import { scrubMetrics } from "./scrub/metrics.ts";
import { matches, text } from "./scrub/statements.ts";

/** An application that sends its metrics. */
export interface SendingApplication {
  /** The labels `job` and `application` of its series. */
  readonly name: string;
  /** What it calls itself: `service.name`. */
  readonly service: string;
  /** Expressions for the names of metrics that are kept, as it sends them. Absent: all. */
  readonly keep?: readonly string[];
  /** Expressions for the names of metrics that are thrown away, of those kept. */
  readonly drop: readonly string[];
  /** Labels that all of its series get. */
  readonly add: Readonly<Record<string, string>>;
  /** Labels that its series lose: those that differ in nothing else are added up. */
  readonly lose: readonly string[];
}

/** Where the agent serves them. The labels are those of whoever sent. */
export const SENT_METRICS_PORTS = {
  applications: { number: 8890, metricsPath: "/metrics", labelsOf: "server" },
} as const satisfies Readonly<Record<string, ServerPort>>;

/** The pipeline. */
export const SENT_METRICS = "metrics/applications";

/** A series of which nothing came for so long ends: five of the minutes that SDKs leave between two exports by default. */
const FORGOTTEN_AFTER = "5m";

/** The labels of a series that tell where it is from. An attribute of that name becomes `exported_…`, as a scraped target's does. */
const ORIGIN = ["cluster", "job", "instance", "application", "namespace", "pod"] as const;

const ofResource = (key: string) => `resource.attributes[${text(key)}]`;
const ofPoint = (key: string) => `datapoint.attributes[${text(key)}]`;
const list = (keys: readonly string[]) => `[${keys.map(text).join(", ")}]`;
const anyOf = (expressions: readonly string[]) => `^(?:${expressions.map((one) => `(?:${one})`).join("|")})$`;

const SERVICE = ofResource("service.name");
const INSTANCE = ofResource("service.instance.id");
const NAMESPACE = ofResource("k8s.namespace.name");
const POD = ofResource("k8s.pod.name");

/** What the agent does with the metrics of these applications. */
export function sentMetrics(applications: readonly SendingApplication[]): readonly CollectorPiece[] {
  return [expected(applications), ...scrubMetrics(SENT_METRICS), labelled(applications), SERVED];
}

/** Throws away what comes from others, and what nobody asks for. */
function expected(applications: readonly SendingApplication[]): CollectorPiece {
  const known = applications.map(({ service }) => `${SERVICE} == ${text(service)}`);
  const unwanted = applications.flatMap(({ service, keep, drop }) => {
    const is = `${SERVICE} == ${text(service)}`;
    return [
      ...(keep === undefined ? [] : [`${is} and not ${matches("metric.name", anyOf(keep))}`]),
      ...(drop.length === 0 ? [] : [`${is} and ${matches("metric.name", anyOf(drop))}`]),
    ];
  });
  return {
    processors: {
      "filter/unasked_metrics": {
        error_mode: "propagate",
        metrics: { metric: [`not (${known.join(" or ")})`, ...unwanted] },
      },
    },
    pipelines: { [SENT_METRICS]: { processors: ["filter/unasked_metrics"] } },
  };
}

/** Gives what is left the labels that a scraped application's has, and nobody else's. */
function labelled(applications: readonly SendingApplication[]): CollectorPiece {
  const added = applications.flatMap(({ add }) => Object.keys(add));
  return {
    processors: {
      "transform/sent_metrics": {
        // What cannot be told apart must not be stored.
        error_mode: "propagate",
        metric_statements: [
          {
            context: "resource",
            statements: [
              `keep_keys(resource.attributes, ${list(["service.name", "service.instance.id", "k8s.namespace.name", "k8s.pod.name"])})`,
              `set(${INSTANCE}, ${POD}) where ${INSTANCE} == nil and ${POD} != nil`,
              `set(${ofResource("namespace")}, ${NAMESPACE}) where ${NAMESPACE} != nil`,
              `set(${ofResource("pod")}, ${POD}) where ${POD} != nil`,
              `delete_matching_keys(resource.attributes, "^k8s[.]")`,
              ...applications.flatMap(({ name, service, add }) =>
                Object.entries({ ...add, application: name }).map(
                  ([label, value]) => `set(${ofResource(label)}, ${text(value)}) where ${SERVICE} == ${text(service)}`,
                ),
              ),
              `set(${SERVICE}, ${ofResource("application")})`,
            ],
          },
          {
            // Of a library the name tells its series from another's, and its version would make them anew.
            context: "scope",
            statements: ["keep_keys(scope.attributes, [])", 'set(scope.version, "")', 'set(scope.schema_url, "")'],
          },
          {
            context: "datapoint",
            statements: [
              ...[...new Set([...ORIGIN, ...added])].flatMap((label) => [
                `set(${ofPoint(`exported_${label}`)}, ${ofPoint(label)}) where ${ofPoint(label)} != nil`,
                `delete_key(datapoint.attributes, ${text(label)})`,
              ]),
              ...applications.flatMap(({ name, lose }) =>
                lose.length === 0
                  ? []
                  : [
                      `delete_matching_keys(datapoint.attributes, ${text(attributesCalled(lose))}) where ${ofResource("application")} == ${text(name)}`,
                    ],
              ),
            ],
          },
          {
            // Points that differed in nothing but what was taken away are one: the last would stand for all.
            context: "metric",
            statements: ['aggregate_on_attributes("sum") where metric.type != METRIC_DATA_TYPE_SUMMARY'],
          },
        ],
      },
    },
    pipelines: { [SENT_METRICS]: { processors: ["transform/sent_metrics"] } },
  };
}

/** The attributes that become these labels: Prometheus' names have an underscore for each other sign. */
function attributesCalled(labels: readonly string[]): string {
  return anyOf(labels.map((label) => label.replaceAll("_", "[^A-Za-z0-9]")));
}

/**
 * Served in the text format, without exemplars: theirs would lead to traces that are mostly not kept. The resource's attributes, which are
 * labels by now, make `target_info` as well: one series for each process that sends.
 */
const SERVED: CollectorPiece = {
  exporters: {
    "prometheus/applications": {
      endpoint: `:${SENT_METRICS_PORTS.applications.number}`,
      metric_expiration: FORGOTTEN_AFTER,
      resource_constant_labels: { included: ["*"], excluded: ["service.*"] },
    },
  },
  pipelines: { [SENT_METRICS]: { exporters: ["prometheus/applications"] } },
};
