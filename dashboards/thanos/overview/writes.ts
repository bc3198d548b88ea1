import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { inCluster } from "../variables.ts";

/** What Prometheus writes, and how the routers answer. */
export function writesBand(): Band {
  return { title: "Writes", height: 8, panels: [requests(), slowest()] };
}

const receive = `${inCluster}, job="thanos-receive-router", handler="receive"`;

const requests = () =>
  timeseries({
    id: 1,
    title: "Write requests",
    description:
      "Requests with samples at the routers, a second, by the code of the answer.\n\n**Good:** 200 alone. **Otherwise:** 409 are samples that were there already and do no harm; 503 says that no quorum of ingestors took them: Prometheus tries again for two hours. 413 and 400 are lost.",
    unit: "reqps",
    series: "stacked",
    queries: [
      {
        expr: `sum by (code) (rate(http_requests_total{${receive}}[$interval]))`,
        legend: "{{code}}",
      },
    ],
  });

const slowest = () =>
  timeseries({
    id: 2,
    title: "Time to write",
    description:
      "How long the routers take for a request, 99 of 100, until a quorum of ingestors has it.\n\n**Good:** under a second, for which Prometheus' queue is made. **Otherwise:** the queue fills: see whether ingestors are short of CPU, or one is gone.",
    unit: "s",
    series: "lines",
    queries: [
      {
        expr: `histogram_quantile(0.99, sum by (cluster, le) (rate(http_request_duration_seconds_bucket{${receive}}[$interval])))`,
        legend: "{{cluster}}",
      },
    ],
  });
