/** A kind of server of language models, by its metrics, which all say the application and the model (`model_name`). */
export interface ModelServer {
  /** What the names of its alerts begin with. */
  readonly prefix: string;
  /** The uid of its dashboard, which has the variables `application` and `model_name`. */
  readonly dashboard: string;
  /** The setting of the server that bounds its batches. */
  readonly batchSetting: string;
  /** Gauges: requests that a server works on, and that wait for it. */
  readonly running: string;
  readonly waiting: string;
  /** Matchers of those gauges' series that stand for all requests. Absent: all of them do. */
  readonly allRequests?: string;
  /** Counters of the tokens that it reads and writes. */
  readonly tokens: readonly string[];
  /** Histograms, without `_bucket`: from a request to its first token, and from a token to the next. The older names last. */
  readonly firstToken: readonly [newest: string, ...older: string[]];
  readonly nextToken: readonly [newest: string, ...older: string[]];
}

/** The labels by which its alerts are told: an application may serve several models, and people ask for one, whichever server has it. */
export const BY_MODEL = "cluster, application, model_name";

/** A selector of its requests: those that run, or those that wait. */
export function requestsOf(server: ModelServer, which: "running" | "waiting", ...matchers: readonly string[]): string {
  const all = [...matchers, ...(server.allRequests === undefined ? [] : [server.allRequests])];
  return `${server[which]}${all.length === 0 ? "" : `{${all.join(", ")}}`}`;
}
