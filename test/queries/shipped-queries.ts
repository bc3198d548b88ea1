/** Every query of Loki and Tempo that a stack ships, as the server is asked it: templates filled in. */
import { arrows } from "../../canary/arrows.ts";
import { newRequest } from "../../canary/request.ts";
import { TelemetryServers } from "../../canary/telemetry-servers.ts";
import { correlated } from "../../components/visualisation/correlations.ts";
import { DATA_SOURCES, type DataSource } from "../../components/workload/data-source.ts";
import { dashboardSchema } from "../../dashboards/model.ts";
import { toJson } from "../../dashboards/to-json.ts";
import { queriesOf } from "../../dashboards/walk.ts";
import { logqlVariables } from "../../queries/logql/variable-rules.ts";
import { traceqlVariables } from "../../queries/traceql/variable-rules.ts";
import { substituteVariables } from "../../queries/variables.ts";
import { systems } from "../../systems/all.ts";

/** A query, and what asks it. */
export interface ShippedQuery {
  readonly where: string;
  readonly query: string;
}

type Language = "LogQL" | "TraceQL";

/** Those of dashboards, of the links between data sources, and of the canary. A text that is asked twice stands once. */
export async function shippedQueries(language: Language): Promise<readonly ShippedQuery[]> {
  const all = [...ofDashboards(language), ...ofLinks(language), ...(await ofCanary(language))];
  return all.filter(({ query }, index) => all.findIndex((other) => other.query === query) === index);
}

function ofDashboards(language: Language): readonly ShippedQuery[] {
  const rules = language === "LogQL" ? logqlVariables : traceqlVariables;
  const dashboards = systems.flatMap((system) => system.dashboards);
  return dashboards.flatMap(({ uid, build }) =>
    queriesOf(dashboardSchema.parse(JSON.parse(toJson(build()))))
      .filter((asked) => asked.language === language && asked.use !== "variable")
      .map(({ part, text }) => ({ where: `${uid}: ${part}`, query: substituteVariables(text, rules).text })),
  );
}

/** A trace and the tags of a span, as Grafana fills them into links. */
const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const filled = (template: string, tags: readonly { readonly value: string }[] = []) =>
  template
    .replaceAll(/\$\{__tags\}/g, tags.map(({ value }) => `${value}="x"`).join(", "))
    .replaceAll(/\$\{__(?:span\.traceId|value\.raw)\}/g, TRACE);

/** The data sources of a stack that has all of them. */
const sources: readonly DataSource[] = (
  [
    [DATA_SOURCES.metrics, "prometheus"],
    [DATA_SOURCES.logs, "loki"],
    [DATA_SOURCES.traces, "tempo"],
  ] as const
).map(([uid, type]) => ({ name: uid, uid, type, port: "http", jsonData: {} }));

function ofLinks(language: Language): readonly ShippedQuery[] {
  return sources.flatMap((source) => {
    // As Grafana gets it.
    const says = JSON.parse(JSON.stringify(correlated({ cluster: "c1" }, source, sources).jsonData));
    const where = (link: string) => `data source ${source.uid}: ${link}`;
    const logs = says.tracesToLogsV2;
    const ofLogs = logs === undefined ? [] : [{ where: where("logs"), query: filled(logs.query, logs.tags) }];
    const ofTraces = [
      ...(says.exemplarTraceIdDestinations ?? []).map(() => ({ where: where("exemplars"), query: TRACE })),
      ...(says.derivedFields ?? []).map(({ url }: { url: string }) => ({ where: where("lines"), query: filled(url) })),
    ];
    return language === "LogQL" ? ofLogs : ofTraces;
  });
}

/** Writes down what the canary asks Loki. Traces it asks for by their id, without the language. */
class Listener extends TelemetryServers {
  readonly asked: string[] = [];

  override async lines(query: string) {
    this.asked.push(query);
    return [];
  }
  override async metric() {
    return undefined;
  }
  override async exemplars() {
    return [];
  }
  override async spans() {
    return [];
  }
}

async function ofCanary(language: Language): Promise<readonly ShippedQuery[]> {
  if (language === "TraceQL") return [];
  const request = { ...newRequest(0), traceId: TRACE, spanId: TRACE.slice(0, 16) };
  const asked = await Promise.all(
    arrows.map(async ({ name, follow }) => {
      const servers = new Listener({ metrics: "" });
      await follow(request, servers);
      return servers.asked.map((query) => ({ where: `canary: ${name}`, query }));
    }),
  );
  return asked.flat();
}
