import * as z from "zod";
import type { DashboardModel, VariableModel } from "../model.ts";

/** What an import would ask for: a data source to choose, or the value of a constant. */
const inputsSchema = z.array(
  z.object({
    name: z.string(),
    type: z.string(),
    pluginId: z.string().optional(),
    value: z.string().optional(),
  }),
);

/**
 * A dashboard "exported for sharing" without its `__inputs`: what an import would ask a person for is answered here. A
 * data source becomes the dashboard's variable of that kind, which is added where there is none; a constant its value.
 */
export function withoutInputs(model: DashboardModel): DashboardModel {
  const { __inputs: inputs, ...rest } = model;
  const answers = new Map<string, string>();
  const variables = [...(rest.templating?.list ?? [])];
  for (const { name, type, pluginId, value } of inputsSchema.safeParse(inputs).data ?? []) {
    if (type === "constant") answers.set(name, value ?? "");
    else if (pluginId === "__expr__") answers.set(name, "__expr__");
    else if (pluginId !== undefined) answers.set(name, `$${sourceVariable(pluginId, variables)}`);
  }
  if (answers.size === 0) return rest;
  const answered = { ...rest, templating: { ...rest.templating, list: variables } };
  return answer(answered, answers);
}

/** The name of the variable that chooses a source of a kind. Adds it to the variables where it is missing. */
function sourceVariable(pluginId: string, variables: VariableModel[]): string {
  const known = variables.find(({ type, query }) => type === "datasource" && query === pluginId);
  if (known !== undefined) return known.name;
  const prometheus = pluginId === "prometheus";
  const name = prometheus ? "datasource" : `${pluginId}_datasource`;
  const label = prometheus ? "Data source" : `Data source (${pluginId})`;
  // First in the list: the others are asked of it.
  variables.unshift({
    type: "datasource",
    name,
    label,
    query: pluginId,
    current: { text: pluginId, value: pluginId },
    includeAll: false,
    multi: false,
    refresh: 1,
    hide: 0,
  });
  return name;
}

/** Replaces `${NAME}` in every text of a value. */
function answer<T>(value: T, answers: ReadonlyMap<string, string>): T {
  const text = JSON.stringify(value, (_key, item: unknown) =>
    typeof item === "string" ? item.replace(/\$\{(\w+)\}/g, (use, name) => answers.get(name) ?? use) : item,
  );
  return JSON.parse(text);
}
