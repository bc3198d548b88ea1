import { API, CALL_FAILED, FAILED } from "../../mixins/open-webui/selectors.ts";
import { chosen } from "../preset/variables.ts";

/** What tells a line of a graph apart, and how it is called. */
export const BY = "cluster, application";
export const LEGEND = "{{application}}";

/** The requests to the API a second, with further matchers, by further labels. */
export function requests(matchers = "", by = BY): string {
  const also = matchers === "" ? "" : `, ${matchers}`;
  return `sum by (${by}) (rate(http_server_request_duration_seconds_count{${chosen}, ${API}${also}}[5m]))`;
}

/** The share of them that failed. */
export const failedShare = `${requests(FAILED)} / (${requests()} > 0)`;

/** What tells a models' server apart. */
const SERVER = `${BY}, server_address, server_port`;
export const SERVER_LEGEND = "{{server_address}}:{{server_port}}";

/** Ollama, by the port that it listens on. */
export const OLLAMA = 'server_port="11434"';

/** The calls of models' servers a second. */
export function calls(matchers = "", by = SERVER): string {
  const also = matchers === "" ? "" : `, ${matchers}`;
  return `sum by (${by}) (rate(http_client_request_duration_seconds_count{${chosen}${also}}[5m]))`;
}

/** The share of them that failed. */
export const failedCalls = `${calls(CALL_FAILED)} / (${calls()} > 0)`;

/** A quantile of how long a call waits for the beginning of its answer. */
export function begins(q: number, matchers = "", by = SERVER): string {
  const also = matchers === "" ? "" : `, ${matchers}`;
  return `histogram_quantile(${q}, sum by (${by}, le) (rate(http_client_request_duration_seconds_bucket{${chosen}${also}}[5m])))`;
}
