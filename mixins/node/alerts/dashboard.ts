/** The dashboard that shows machines. */
export const DASHBOARD = "node-overview";
