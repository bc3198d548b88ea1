import type { Band } from "../../kit/layout.ts";
import { table } from "../../kit/panels/table.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { downByJob } from "../overview/down-by-job.ts";
import { inCluster } from "../selectors.ts";
import { ofTeam } from "./variables.ts";

/** For the hand-over: what fired, and what does not answer. */
export function lastDayBand(): Band {
  return { title: "The day before", height: 9, panels: [fired(), down(), deliveries()], widths: [12, 6, 6] };
}

const by = "alertname, severity, team";

const fired = () =>
  table({
    id: 12,
    empty: "None",
    title: "Fired most in a day",
    description:
      "The twenty alerts that fired longest within the last 24 hours, over all they are about.\n\n**Good:** few, each dealt with. **Otherwise:** what fires for hours and nobody acts on is noise: change or switch it off in the settings (`aiobs:alerts`).",
    labels: [
      { label: "alertname", title: "Alert", width: 270 },
      { label: "severity", title: "Severity" },
      { label: "team", title: "Team" },
    ],
    values: [
      {
        title: "Firing",
        unit: "s",
        decimals: 0,
        // Whether it fires is looked at each minute: a sample stands for 60 seconds.
        expr: `topk(20, 60 * sum by (${by}) (count_over_time(ALERTS{${ofTeam}, alertstate="firing"}[1d:1m])))`,
      },
    ],
  });

const down = () =>
  timeseries({
    id: 13,
    empty: "None",
    title: "Targets down",
    description:
      "Share of the targets of each scrape job that do not answer.\n\n**Good:** nothing. **Otherwise:** what those targets expose has no alerts meanwhile: AiobsTargetDown or AiobsTargetsVanished says so.",
    unit: "percentunit",
    series: "lines",
    max: 1,
    queries: [{ expr: `(${downByJob}) > 0`, legend: "{{job}} {{cluster}}" }],
  });

const deliveries = () =>
  timeseries({
    id: 14,
    empty: "None",
    title: "Notifications per hour",
    description:
      "Notifications that Alertmanager sent in the hour before each point, by integration, the heartbeat's among them.\n\n**Good:** the heartbeat's, and a few. **Otherwise:** none at all: *Alerting* is broken. Hundreds: group more, or find the one cause.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      {
        expr: `sum by (integration) (increase(alertmanager_notifications_total{${inCluster}}[1h])) > 0`,
        legend: "{{integration}}",
      },
    ],
  });
