/** The uids of the data sources that lead to each other: dashboards, links and the canary find them by these. They never change. */
export const DATA_SOURCES = { metrics: "prometheus", logs: "loki", traces: "tempo" } as const;

/** What a server is to Grafana: a source of data, as a provisioning file has it, but for the address. */
export interface DataSource {
  /** What people choose it by. */
  readonly name: string;
  /** What dashboards and links refer to. It never changes. */
  readonly uid: string;
  /** Grafana's name of the kind. */
  readonly type: "prometheus" | "alertmanager" | "loki" | "tempo";
  /** Name of the server's port that answers queries. */
  readonly port: string;
  /** The one that a panel asks that names none. Default: not. */
  readonly isDefault?: true;
  /** Settings of the kind, as Grafana reads them: `$` is doubled when they are written. */
  readonly jsonData: JsonObject;
}

/** An object of JSON. */
interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** A value of JSON. */
export type JsonValue = string | number | boolean | readonly JsonValue[] | JsonObject;
