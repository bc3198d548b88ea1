import { traceSourceVariable } from "../kit/traces.ts";
import { dataSourceVariable, intervalVariable, labelVariable, textVariable, type Variable } from "../kit/variables.ts";
import { inCluster } from "./selectors.ts";

/** `$cluster`, by the services that a recording rule knows. */
function clusterVariable(series: string): Variable {
  return labelVariable({
    name: "cluster",
    label: "Cluster",
    description: "Clusters with an LLM platform. Default: all.",
    series,
    values: "cluster",
    all: ".+",
  });
}

/** A part of the platform, by the names that the stack's settings give its services. */
function partVariable(name: "webui" | "gateway", label: string, description: string): Variable {
  return labelVariable({
    name,
    label,
    description,
    series: `llm:service:info{${inCluster}, part="${name}"}`,
    values: "service",
    all: "listed",
  });
}

/** The variables of the dashboard on traced requests. */
export function tracingVariables(): Variable[] {
  return [
    dataSourceVariable(),
    clusterVariable("llm:service:info"),
    traceSourceVariable(),
    partVariable("webui", "Web UI", "Services that people write in: Open WebUI."),
    partVariable("gateway", "Gateway", "Services that choose a model's server: LiteLLM."),
    labelVariable({
      name: "model",
      label: "Model",
      description: "Models that the gateways called. Panels on whole requests ignore it.",
      series: `cluster_service_model:llm_model_calls:rate5m{${inCluster}}`,
      values: "model",
      all: ".*",
    }),
    textVariable({
      name: "user",
      label: "User",
      description: "A user's hash, as it stands on spans and in logs. Only the lists of traces by user ask for it.",
    }),
    textVariable({
      name: "session",
      label: "Session",
      description: "A session's hash, where the client sends one. Only the list of traces by session asks for it.",
    }),
    intervalVariable(),
  ];
}

/** The variables of the dashboard on inference servers. */
export function inferenceVariables(): Variable[] {
  const series = "cluster_job_model:llm_requests_running:sum";
  return [
    dataSourceVariable(),
    clusterVariable(series),
    labelVariable({
      name: "server",
      label: "Server",
      description: "Kinds of inference servers: vLLM, Triton, Dynamo.",
      series: `${series}{${inCluster}}`,
      values: "job",
      all: ".+",
    }),
    labelVariable({
      name: "model",
      label: "Model",
      description: "Models that the servers have loaded.",
      series: `${series}{${inCluster}, job=~"$server"}`,
      values: "model",
      all: ".*",
    }),
  ];
}
