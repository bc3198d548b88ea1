/** Prometheus' configuration file (https://prometheus.io/docs/prometheus/latest/configuration/configuration/). */
import { stringify } from "yaml";
import type { ScrapeJob } from "../../mixins/scrape-job.ts";
import type { AlertTarget } from "../alerting/alert-target.ts";
import { type RemoteWrite, renderRemoteWrite, renderStoreWrite, type StoreWrite } from "./remote-write.ts";
import { prometheusAlertmanagers } from "./send-alerts.ts";

/** What the configuration is made of. Durations are Prometheus durations. */
export interface PrometheusConfig {
  /** External label `cluster`: tells clusters apart wherever series of several meet. */
  readonly cluster: string;
  /** External label `environment`. */
  readonly environment: string;
  readonly scrapeInterval: string;
  readonly scrapeTimeout: string;
  readonly evaluationInterval: string;
  /** Where alerts go. */
  readonly alertsTo: AlertTarget;
  readonly scrapeJobs: readonly ScrapeJob[];
  /** Thanos, where samples go beside the own disk. */
  readonly remoteWrite?: RemoteWrite;
  /** Other stores where they go as well. */
  readonly stores?: readonly StoreWrite[];
  /** The entry of `remote_write` for the central stack, in an edge. */
  readonly centre?: object;
}

/** Where the rule files are, in the pod. */
export const RULES_DIRECTORY = "/etc/prometheus/rules";

/**
 * The external label that tells servers apart, whose samples are copies of each other. Shards have none of their own: no two
 * have a target in common, and the series of one that moves to another goes on.
 */
const REPLICA_LABEL = "replica";

/** The configuration file, as YAML. The pod's name is filled in by Prometheus from the environment. */
export function renderPrometheusConfig(config: PrometheusConfig): string {
  const { remoteWrite, stores = [], centre } = config;
  const writes = [
    ...(centre === undefined ? [] : [centre]),
    ...(remoteWrite === undefined ? [] : [renderRemoteWrite(remoteWrite)]),
    ...stores.map(renderStoreWrite),
  ];
  return stringify(
    {
      global: {
        scrape_interval: config.scrapeInterval,
        scrape_timeout: config.scrapeTimeout,
        evaluation_interval: config.evaluationInterval,
        external_labels: {
          cluster: config.cluster,
          environment: config.environment,
          // biome-ignore lint/suspicious/noTemplateCurlyInString: Prometheus' own syntax for environment variables.
          [REPLICA_LABEL]: "${POD_NAME}",
        },
      },
      storage: { exemplars: { max_exemplars: 100_000 } },
      rule_files: [`${RULES_DIRECTORY}/*.yaml`],
      alerting: {
        // Both replicas send every alert: without its replica it is one alert to Alertmanager.
        alert_relabel_configs: [{ action: "labeldrop", regex: REPLICA_LABEL }],
        alertmanagers: prometheusAlertmanagers(config.alertsTo),
      },
      scrape_configs: config.scrapeJobs,
      ...(writes.length === 0 ? {} : { remote_write: writes }),
    },
    { lineWidth: 0, aliasDuplicateObjects: false },
  );
}
