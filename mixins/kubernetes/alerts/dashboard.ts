/** The dashboard that shows the cluster: its nodes, containers and volumes. */
export const DASHBOARD = "kubernetes-overview";
