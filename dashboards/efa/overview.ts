import type { Dashboard } from "../dashboard.ts";
import { orZero } from "../kit/absent.ts";
import { dashboard } from "../kit/dashboard.ts";
import { highest } from "../kit/extremes.ts";
import type { Band } from "../kit/layout.ts";
import { stat } from "../kit/panels/stat.ts";
import { timeseries } from "../kit/panels/timeseries.ts";
import { anyIsYellow } from "../kit/thresholds.ts";
import { efaVariables, onNode } from "./variables.ts";

/** What goes over the fabric, and what goes wrong on the way. */
export const efaOverview: Dashboard = dashboard({
  source: import.meta.url,
  system: "efa",
  folder: "GPU",
  uid: "efa-overview",
  title: "EFA",
  description:
    "The network that training over several nodes goes by, for whoever asks why a job is slow or hangs: what is wrong on top, then traffic, then what was lost and sent again.",
  variables: efaVariables(),
  bands: () => [glance(), traffic(), losses()],
});

/** The sum of a node's adapters, by node. */
const perNode = (counter: string, by: "rate" | "increase") =>
  `sum by (cluster, instance) (${by}(${counter}{${onNode}}[$interval]))`;
const adapters = `sum(efa_adapters{${onNode}})`;
const NODE = "{{cluster}}/{{instance}}";

function glance(): Band {
  return { height: 4, panels: [there(), impaired(), failed()] };
}

function traffic(): Band {
  return { title: "Traffic", height: 9, panels: [busiest("Sent", "tx", 4), busiest("Received", "rx", 5)] };
}

function losses(): Band {
  return { title: "Losses", height: 9, panels: [again(), dropped()] };
}

const there = () =>
  stat({
    id: 1,
    title: "Adapters",
    description:
      "Elastic Fabric Adapters of all nodes.\n\n**Good:** as many as the machines have. **Otherwise:** a node came up without some, or without its driver.",
    unit: "locale",
    graph: "sparkline",
    decimals: 0,
    queries: [{ expr: adapters, legend: "Adapters" }],
  });

const impaired = () =>
  stat({
    id: 2,
    title: "Nodes with impaired connections",
    description:
      "Nodes whose connections were throttled, or whose other ends did not answer, in the interval before.\n\n**Good:** none. **Otherwise:** EfaConnectionsImpaired tells of it after 15 minutes; the end of a job looks like that for a moment.",
    unit: "locale",
    graph: "sparkline",
    decimals: 0,
    thresholds: anyIsYellow,
    queries: [
      {
        expr: orZero(
          `count(${perNode("efa_impaired_remote_conn_events_total", "increase")} + on (cluster, instance) ${perNode("efa_unresponsive_remote_events_total", "increase")} > 0)`,
          `efa_adapters{${onNode}}`,
        ),
        legend: "Nodes",
      },
    ],
  });

const failed = () =>
  stat({
    id: 3,
    title: "Nodes with failed transfers",
    description:
      "Nodes on which reads from or writes to another node's memory failed, in the interval before.\n\n**Good:** none. **Otherwise:** EfaTransfersFailing tells of it after 15 minutes.",
    unit: "locale",
    graph: "sparkline",
    decimals: 0,
    thresholds: anyIsYellow,
    queries: [
      {
        expr: orZero(
          `count(${perNode("efa_rdma_read_wr_err_total", "increase")} + on (cluster, instance) ${perNode("efa_rdma_write_wr_err_total", "increase")} > 0)`,
          `efa_adapters{${onNode}}`,
        ),
        legend: "Nodes",
      },
    ],
  });

const busiest = (title: string, way: "tx" | "rx", id: number) =>
  timeseries({
    id,
    title,
    description: `What the busiest nodes ${way === "tx" ? "send" : "receive"} over all their adapters.\n\n**Good:** the nodes of one job lie close together. **Otherwise:** one that is far below holds the others up, or is the one that they wait for.`,
    unit: "Bps",
    series: "lines",
    queries: [
      {
        expr: highest({ count: 10, by: "cluster, instance", of: perNode(`efa_${way}_bytes_total`, "rate") }),
        legend: NODE,
      },
    ],
  });

const again = () =>
  timeseries({
    id: 6,
    title: "Sent again",
    description:
      "Share of the packets sent that were sent again, of the nodes with the most.\n\n**Good:** far below a thousandth. **Otherwise:** paths are congested or broken: timeouts and impaired connections follow.",
    unit: "percentunit",
    series: "lines",
    queries: [
      {
        expr: highest({
          count: 10,
          by: "cluster, instance",
          of: `(${perNode("efa_retrans_pkts_total", "rate")} / on (cluster, instance) (${perNode("efa_tx_pkts_total", "rate")} > 0))`,
        }),
        legend: NODE,
      },
    ],
  });

const dropped = () =>
  timeseries({
    id: 7,
    title: "Dropped and timed out",
    description:
      "Packets that were dropped on arrival, and times that traffic took another path because no answer came, of all nodes.\n\n**Good:** near nothing. **Otherwise:** drops: the receiver is too slow to take what comes. Timeouts: the network.",
    unit: "cps",
    series: "lines",
    queries: [
      { expr: `sum(rate(efa_rx_drops_total{${onNode}}[$interval]))`, legend: "Dropped packets" },
      { expr: `sum(rate(efa_retrans_timeout_events_total{${onNode}}[$interval]))`, legend: "Timeouts" },
    ],
  });
