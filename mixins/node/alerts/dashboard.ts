/** The dashboard that shows nodes. */
export const DASHBOARD = "stack-overview";
