import { stringify } from "yaml";
import type { Callers } from "../../../config/callers.ts";
import type { IngressSettings } from "../../../config/ingress.ts";
import type { Settings } from "../../../config/settings.ts";
import type { PlaceFacts } from "../../place.ts";
import { serviceAddress } from "../../workload/addresses.ts";
import { callServer } from "../../workload/connection.ts";
import type { DataSource } from "../../workload/data-source.ts";
import type { ServerIdentity } from "../../workload/identity.ts";
import { openTo } from "../../workload/open-to.ts";
import type { Server } from "../../workload/server.ts";
import { QUERY } from "./query.ts";
import { COMMON_ARGS, CONFIG, HTTP, THANOS, thanosConfig, thanosProbes } from "./thanos-server.ts";

const QUERY_FRONTEND = {
  name: "thanos-query-frontend",
  zone: "main",
  component: "metrics",
  ports: { http: HTTP },
} as const satisfies ServerIdentity;

/** Bytes of answers that each frontend keeps. Half of its memory: the rest is for the answers in the making. */
const CACHE_BYTES = 512 * 1024 ** 2;

/** How long an answer is kept: what was asked in the morning is asked again in the evening. */
const CACHE_VALIDITY = "12h";

/** What the query frontends are made from. */
export interface QueryFrontendArgs {
  readonly place: PlaceFacts;
  readonly settings: NonNullable<Settings["thanos"]>["query"];
  readonly dataSource: DataSource;
  /** The way in from outside the cluster. Absent: none. */
  readonly ingress: IngressSettings | undefined;
  /** Pods of other namespaces that may ask. */
  readonly queriedFrom: readonly Callers[];
}

/** The query frontends: they divide long queries by days, and remember answers. People's graphs come from here. */
export function thanosQueryFrontend({ place, settings, dataSource, ingress, queriedFrom }: QueryFrontendArgs): Server {
  return {
    ...QUERY_FRONTEND,
    ...THANOS,
    replication: { kind: "Deployment", replicas: settings.replicas },
    args: [
      "query-frontend",
      ...COMMON_ARGS,
      `--query-frontend.downstream-url=http://${serviceAddress(place, QUERY, "http")}`,
      "--query-frontend.compress-responses",
      "--query-frontend.log-queries-longer-than=10s",
      "--query-range.split-interval=24h",
      `--query-range.response-cache-config-file=${CONFIG}/cache.yaml`,
      "--labels.split-interval=24h",
      `--labels.response-cache-config-file=${CONFIG}/cache.yaml`,
    ],
    config: thanosConfig({ "cache.yaml": CACHE }, "restart"),
    resources: { cpu: "250m", cpuLimit: "2", memory: "1536Mi" },
    probes: thanosProbes(60),
    calls: [callServer(QUERY, "http", "divide queries")],
    dataSource,
    open: openTo("http", queriedFrom),
    ingress: ingress && { ...ingress, port: "http" },
  };
}

/** https://thanos.io/tip/components/query-frontend.md/#in-memory */
const CACHE = stringify({
  type: "IN-MEMORY",
  config: { max_size: `${CACHE_BYTES / 1024 ** 2}MB`, validity: CACHE_VALIDITY },
});
