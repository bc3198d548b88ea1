import { canaryLimits } from "../../../mixins/canary/limits.ts";
import type { Band } from "../../kit/layout.ts";
import { stat } from "../../kit/panels/stat.ts";
import { table } from "../../kit/panels/table.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { inCluster } from "../variables.ts";

const { silence, slowArrow } = canaryLimits;

/** Where each way leads now, and how long it took. */
export function waysBand(): Band {
  return { title: "Ways", height: 8, panels: [broken(), ways(), delays()], widths: [4, 8, 12] };
}

/** What came back in plain, and when the canary was last heard. */
export function leaksBand(): Band {
  return { title: "Personal data", height: 8, panels: [lastRequest(), leaks()], widths: [4, 20] };
}

const broken = () =>
  stat({
    id: 1,
    title: "Broken ways",
    description:
      "How many ways did not lead to the canary's last request in time.\n\n**Good:** none. **Otherwise:** CanaryArrowBroken fires after 5 minutes; the table beside says which.",
    unit: "short",
    graph: "sparkline",
    thresholds: highIsBad({ red: 1 }),
    queries: [{ expr: `sum(canary_arrow_found{${inCluster}} == bool 0)`, legend: "Broken ways" }],
  });

const ways = () =>
  table({
    id: 2,
    title: "Each way",
    description:
      "How long after the canary's last request each way led to it.\n\n**Good:** all are there, within two minutes. **Otherwise:** the server at the end of the slow one has a queue; its own dashboard says where.",
    labels: [
      { label: "cluster", title: "Cluster" },
      { label: "arrow", title: "Way" },
    ],
    values: [
      {
        title: "After",
        unit: "s",
        decimals: 0,
        thresholds: highIsBad({ yellow: slowArrow.value * 0.75, red: slowArrow.value }),
        expr: `max by (cluster, arrow) (canary_arrow_seconds{${inCluster}})`,
      },
    ],
  });

const delays = () =>
  timeseries({
    id: 3,
    title: "How long each way took",
    description:
      "From a request until the way led to it, by way.\n\n**Good:** level, below the line. **Otherwise:** what climbs is behind: a queue that grows ends in loss.",
    unit: "s",
    series: "lines",
    thresholds: highIsBad({ red: slowArrow.value }),
    queries: [{ expr: `max by (arrow) (canary_arrow_seconds{${inCluster}})`, legend: "{{arrow}}" }],
  });

const lastRequest = () =>
  stat({
    id: 4,
    title: "Last request",
    description:
      "How long ago the canary made its last known request.\n\n**Good:** about a minute. **Otherwise:** CanarySilent fires: the pod is gone, or hangs.",
    unit: "s",
    graph: "none",
    thresholds: highIsBad({ red: silence.value }),
    queries: [
      {
        expr: `time() - max(canary_last_request_timestamp_seconds{${inCluster}})`,
        legend: "Last request",
      },
    ],
  });

const leaks = () =>
  timeseries({
    id: 5,
    empty: "None",
    title: "Personal data in plain",
    description:
      "How often the canary's made-up personal data came back unscrubbed, in the interval before each point, by kind.\n\n**Good:** nothing. **Otherwise:** CanaryPersonalDataLeaked pages: what real people send is stored alike.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      { expr: `sum by (kind) (increase(canary_leaks_total{${inCluster}}[$interval])) > 0`, legend: "{{kind}}" },
    ],
  });
