import type { LogCatalogue } from "../../queries/log-catalogue.ts";
import { containerLabels, containerMetadata } from "../kubernetes/logs.ts";

/**
 * What the servers of the stack log: Prometheus, Thanos, Loki, Tempo, Alertmanager and Grafana write logfmt
 * (https://github.com/go-kit/log and https://pkg.go.dev/log/slog), each with keys of its own beside these.
 */
export const observabilityLogs: LogCatalogue = {
  system: "observability",
  source: "Prometheus 3.15, Alertmanager 0.34, Thanos 0.42, Loki 3.7, Tempo 2.10, Grafana 13",
  streams: [
    {
      name: "the stack's servers",
      labels: containerLabels,
      metadata: containerMetadata,
      format: "logfmt",
      fields: {
        ts: { presence: "sometimes" },
        time: { presence: "sometimes" },
        t: { help: "Grafana's time.", presence: "sometimes" },
        level: { help: "In small letters; Prometheus' and Alertmanager's in capitals." },
        msg: { presence: "sometimes" },
        caller: { presence: "sometimes" },
        component: { presence: "sometimes" },
        logger: { help: "Grafana's part.", presence: "sometimes" },
        err: { presence: "sometimes" },
        error: { presence: "sometimes" },
        duration: { type: "duration", help: "With its unit: `1.2ms`.", presence: "sometimes" },
      },
      fieldNames: "open",
    },
  ],
};
