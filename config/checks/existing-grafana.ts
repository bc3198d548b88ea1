import type { Problem } from "../../problems/problem.ts";
import { clusterSecrets, secretRefs } from "../secrets.ts";
import { settingError } from "../setting-problem.ts";
import type { Check } from "./check.ts";
import { handedOver } from "./handed-over.ts";

const AT = ["grafana", "existing"];

/** How a Grafana that is there already fits what the stack has for it. */
export const existingGrafanaChecks: readonly Check[] = [
  {
    rule: 'An existing Grafana (`grafana.existing`) is told through its API: `grafana.delivery` is "api".',
    find({ grafana }) {
      if (grafana?.existing === undefined || grafana.delivery === "api") return [];
      return [settingError(["grafana", "delivery"], 'expected "api": an existing Grafana is told through its API')];
    },
  },
  {
    rule: "An existing Grafana reaches what the stack has of metrics, logs and traces: by `from`, or each by a `url` or a `uid`.",
    find(settings) {
      const { existing } = settings.grafana ?? {};
      if (existing === undefined) return [];
      const there = { metrics: {}, logs: settings.logs, traces: settings.traces };
      return (["metrics", "logs", "traces"] as const).flatMap((what): Problem[] => {
        const has = there[what] !== undefined;
        if (has && existing[what] === undefined && existing.from === undefined) {
          const message = `needed: nothing says how this Grafana reaches the stack's ${what}; set url or uid, or from`;
          return [settingError([...AT, what], message)];
        }
        if (has || existing[what] === undefined) return [];
        return [settingError([...AT, what], `is not used: the stack has no ${what}; remove it, or set ${what}`)];
      });
    },
  },
  {
    rule: "What an existing Grafana logs in with (`grafana.existing`, `prometheus.remoteWrite[].dataSource`) are secrets of the stack's own: the program hands them over.",
    find(settings) {
      const { grafana, prometheus } = settings;
      if (grafana?.existing === undefined) return [];
      const stores = (prometheus?.remoteWrite ?? []).map(
        ({ dataSource }, index) => [["prometheus", "remoteWrite", index, "dataSource"], dataSource] as const,
      );
      return [[AT, grafana.existing] as const, ...stores].flatMap(([at, said]) => {
        const refs = secretRefs(said);
        const named = refs.map((ref) => ("secret" in ref ? undefined : ref.kubernetesSecret));
        const certificates = clusterSecrets(said).filter((name) => !named.includes(name));
        const message = (name: string) =>
          `names the certificate ${name} of the cluster, which the program does not read; remove it`;
        return [
          ...refs.flatMap((ref) => handedOver(at, ref, settings, "sourceSecret")),
          ...certificates.map((name) => settingError(at, message(name))),
        ];
      });
    },
  },
];
