import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { inCluster } from "../variables.ts";

/** What applications make, and what of it arrives. */
export function spansBand(): Band {
  return { title: "Spans", height: 8, panels: [made(), arrived(), refused()] };
}

const made = () =>
  timeseries({
    id: 1,
    title: "Spans by service",
    description:
      "Spans that applications make, before any is thrown away.\n\n**Good:** it follows the load. **Otherwise:** a service that makes many times more than before loops, or traces too much: all sizes follow from `traces.spansPerSecond`.",
    unit: "cps",
    series: "stacked",
    queries: [
      {
        expr: `sum by (service) (rate(traces_spanmetrics_calls_total{${inCluster}}[$interval]))`,
        legend: "{{service}}",
      },
    ],
  });

const arrived = () =>
  timeseries({
    id: 2,
    title: "Spans on their way",
    description:
      "Spans that the routers and samplers take, and those that Tempo receives.\n\n**Good:** the first two are alike, the last is a tenth of them and the errors. **Otherwise:** none at Tempo is TempoNotIngesting; as many as before it, that everything fails or is slow.",
    unit: "cps",
    series: "lines",
    queries: [
      {
        expr: `sum by (job) (rate(otelcol_receiver_accepted_spans{${inCluster}, job=~"otel-(?:router|sampler)"}[$interval]))`,
        legend: "{{job}}",
      },
      { expr: `sum(rate(tempo_distributor_spans_received_total{${inCluster}}[$interval]))`, legend: "tempo" },
    ],
  });

const refused = () =>
  timeseries({
    id: 3,
    title: "Refused and thrown away",
    description:
      "Spans that a tier refused, and that Tempo threw away, a second.\n\n**Good:** none. **Otherwise:** what is refused is sent again and lost only when the agents' queues are full; what Tempo throws away is lost, and its reason says which limit it was.",
    unit: "cps",
    series: "lines",
    queries: [
      {
        expr: `sum by (job) (rate(otelcol_receiver_refused_spans{${inCluster}, job=~"otel-(?:router|sampler)"}[$interval]))`,
        legend: "refused by {{job}}",
      },
      {
        expr: `sum by (reason) (rate(tempo_discarded_spans_total{${inCluster}}[$interval])) > 0`,
        legend: "thrown away: {{reason}}",
      },
    ],
  });
