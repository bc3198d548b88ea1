import { stringify } from "yaml";
import type { Settings } from "../../../config/settings.ts";
import { roundedUp } from "../../../config/types/bytes.ts";
import { memoryBytes } from "../../../mixins/cardinality/cost.ts";
import type { Estimate } from "../../../mixins/cardinality/estimate.ts";
import type { AlertTarget } from "../../alerting/alert-target.ts";
import { serviceAddress } from "../../workload/addresses.ts";
import { callServer } from "../../workload/connection.ts";
import type { ServerIdentity } from "../../workload/identity.ts";
import type { ConfigDirectory, Server } from "../../workload/server.ts";
import { credentialDirectory } from "../credentials.ts";
import { renderRemoteWrite } from "../remote-write.ts";
import { type RulePlacement, type RuleSources, ruleFiles } from "../rule-files.ts";
import { alertLogin, rulerAlertmanagers } from "../send-alerts.ts";
import { QUERY } from "./query.ts";
import { RECEIVE_ROUTER } from "./receive-router.ts";
import { COMMON_ARGS, CONFIG, HTTP, THANOS, thanosConfig, thanosProbes } from "./thanos-server.ts";

const RULER = {
  name: "thanos-ruler",
  zone: "main",
  component: "metrics",
  ports: { http: HTTP },
} as const satisfies ServerIdentity;

/** Where its rule files are, in the pod. */
const RULES_DIRECTORY = "/etc/thanos-rules";

/** Its write-ahead log: what it records in four hours, for that is how long it waits for Receive. */
const STORAGE = "10Gi";

/** What it needs for the rules themselves, and for the answers to their queries. */
const LEAST_MEMORY = 2 ** 30;
const MEMORY_STEP = 256 * 2 ** 20;

/** What the ruler is made from. */
export interface RulerArgs extends RuleSources {
  readonly prometheus: Settings["prometheus"];
  readonly receive: NonNullable<Settings["thanos"]>["receive"];
  readonly estimate: Estimate;
  readonly placement: RulePlacement;
  readonly alertsTo: AlertTarget;
}

/**
 * The ruler: evaluates the rules that must see the targets of all of Prometheus' shards, as often as Prometheus does, and by as
 * many replicas. It asks the queriers, sends alerts to every Alertmanager, and keeps nothing: what it records it writes to
 * Receive, from where it also learns, after a restart, how long its alerts have been pending. A rule that reads what another has
 * recorded sees that of the evaluation before.
 */
export function thanosRuler(args: RulerArgs): Server {
  const { place, prometheus, estimate } = args;
  const series = recordedSeries(estimate);
  return {
    ...RULER,
    ...THANOS,
    replication: {
      kind: "StatefulSet",
      replicas: prometheus.replicas,
      storage: { mountPath: "/var/thanos/rule", size: STORAGE },
    },
    args: [
      "rule",
      ...COMMON_ARGS,
      "--data-dir=/var/thanos/rule",
      `--rule-file=${RULES_DIRECTORY}/*.yaml`,
      `--eval-interval=${prometheus.evaluationInterval.text}`,
      `--query=http://${serviceAddress(place, QUERY, "http")}`,
      // Where its alerts link to. Left out in the settings: where a port forward leads.
      `--alert.query-url=${prometheus.externalUrl ?? `http://${serviceAddress(place, QUERY, "http")}`}`,
      `--alertmanagers.config-file=${CONFIG}/alertmanagers.yaml`,
      `--remote-write.config-file=${CONFIG}/remote-write.yaml`,
      // Prometheus' external labels: its alerts look alike, wherever they come from.
      `--label=cluster="${place.cluster}"`,
      `--label=environment="${place.environment}"`,
      '--label=rule_replica="$(POD_NAME)"',
      // Both replicas send every alert: without its replica it is one alert to Alertmanager.
      "--alert.label-drop=rule_replica",
      // What an alert had no part in when it was written, and has when it is read again: an external label, and Receive's own.
      "--restore-ignored-label=environment",
      "--restore-ignored-label=tenant_id",
    ],
    environment: { POD_NAME: { podField: "metadata.name" } },
    join: (all) => ({ config: configOf(args, all) }),
    resources: {
      cpu: "250m",
      cpuLimit: "2",
      memory: roundedUp(Math.max(LEAST_MEMORY, memoryBytes({ series, dropped: 0 })), MEMORY_STEP).text,
    },
    ...credentialDirectory([alertLogin(args.alertsTo).credentials]),
    probes: thanosProbes(300),
    stopSeconds: 60,
    calls: [
      callServer(QUERY, "http", "evaluate rules"),
      ...args.alertsTo.calls,
      callServer(RECEIVE_ROUTER, "remote-write", "write what rules record"),
    ],
  };
}

/** It reads its files when it starts, and never again by itself. */
function configOf(args: RulerArgs, all: readonly Server[]): readonly ConfigDirectory[] {
  const { place, placement, prometheus, receive, estimate } = args;
  const alertmanager = rulerAlertmanagers(args.alertsTo, CONFIG);
  const remoteWrite = renderRemoteWrite({
    address: serviceAddress(place, RECEIVE_ROUTER, "remote-write"),
    samplesPerSecond: recordedSeries(estimate) / prometheus.evaluationInterval.seconds,
  });
  return [
    {
      name: "rules",
      mountPath: RULES_DIRECTORY,
      folder: "thanos/rules",
      files: ruleFiles(args, all, {
        has: (rule) => placement(rule) === "ruler",
        // With three copies an ingestor that is gone takes no sample with it. With one a sum would be too small, and `absent`
        // true of what is there: better no answer, of which ThanosRulerEvaluationsFailing tells.
        partialResponse: receive.replication === 1 ? "abort" : "warn",
      }),
      onChange: "restart",
    },
    ...thanosConfig(
      {
        ...alertmanager.files,
        "alertmanagers.yaml": stringify({ alertmanagers: alertmanager.entries }, { lineWidth: 0 }),
        "remote-write.yaml": stringify({ remote_write: [remoteWrite] }, { lineWidth: 0 }),
      },
      "restart",
    ),
  ];
}

/** The series that all recording rules of a stack make. */
function recordedSeries({ recorded }: Estimate): number {
  return Object.values(recorded).reduce((sum, series) => sum + series, 0);
}
