/**
 * Alerts on the network that training over several nodes goes by. The end of a job looks like trouble for a moment: those who are left find
 * the others silent. So what is judged goes on for a quarter of an hour.
 */
import type { AlertingRule, RuleGroup } from "../mixin.ts";

const DASHBOARD = "efa-overview";

/** What all adapters of a node counted within ten minutes. */
function counted(counter: string): string {
  return `sum by (cluster, instance) (increase(${counter}[10m]))`;
}

const connectionsImpaired: AlertingRule = {
  alert: "EfaConnectionsImpaired",
  expr: `
(
  ${counted("efa_impaired_remote_conn_events_total")}
  + on (cluster, instance)
  ${counted("efa_unresponsive_remote_events_total")}
) > 0`,
  for: "15m",
  severity: "warning",
  detectWithin: "18m",
  summary: "Connections over EFA of node {{ $labels.instance }} in cluster {{ $labels.cluster }} are impaired.",
  description:
    "For 15 minutes connections of {{ $labels.instance }} over EFA have been throttled or found their other end silent ({{ $value | humanize }} times within 10 minutes). A job over several nodes goes at the pace of its slowest, or waits for ever.",
  dashboard: DASHBOARD,
  dashboardVariables: { efa_node: "instance" },
};

const transfersFailing: AlertingRule = {
  alert: "EfaTransfersFailing",
  expr: `
(
  ${counted("efa_rdma_read_wr_err_total")}
  + on (cluster, instance)
  ${counted("efa_rdma_write_wr_err_total")}
) > 0`,
  for: "15m",
  severity: "warning",
  detectWithin: "18m",
  summary: "Transfers over EFA of node {{ $labels.instance }} in cluster {{ $labels.cluster }} fail.",
  description:
    "For 15 minutes {{ $labels.instance }} has failed to read from or write to other nodes' memory ({{ $value | humanize }} times within 10 minutes). What asked for it gets an error, and a job over several nodes mostly ends with it.",
  dashboard: DASHBOARD,
  dashboardVariables: { efa_node: "instance" },
};

/** The alerting rules on EFA. */
export const efaAlerts: readonly RuleGroup<AlertingRule>[] = [
  { name: "efa.adapters", interval: "30s", rules: [connectionsImpaired, transfersFailing] },
];
