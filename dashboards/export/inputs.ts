import type { DashboardModel, VariableModel } from "../model.ts";

/** What an import would ask for: a data source to choose, or the value of a constant. */
interface Input {
  readonly name: string;
  readonly type: string;
  readonly pluginId?: string;
  readonly value?: string;
}

/**
 * A dashboard "exported for sharing" without its `__inputs`: what an import would ask a person for is answered here. A
 * data source becomes the dashboard's variable of that kind, which is added where there is none; a constant its value.
 */
export function withoutInputs(model: DashboardModel): DashboardModel {
  const { __inputs: inputs, ...rest } = model;
  const answers = new Map<string, string>();
  const variables = [...(rest.templating?.list ?? [])];
  for (const input of inputsIn(inputs)) {
    if (input.type === "constant") answers.set(input.name, input.value ?? "");
    else if (input.pluginId === "__expr__") answers.set(input.name, "__expr__");
    else if (input.pluginId !== undefined) answers.set(input.name, `$${sourceVariable(input.pluginId, variables)}`);
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

function inputsIn(value: unknown): Input[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown) => {
    if (typeof item !== "object" || item === null) return [];
    const text = (key: string) => {
      const found: unknown = Object.entries(item).find(([name]) => name === key)?.[1];
      return typeof found === "string" ? found : undefined;
    };
    const [name, type, pluginId, answer] = [text("name"), text("type"), text("pluginId"), text("value")];
    if (name === undefined || type === undefined) return [];
    return [
      {
        name,
        type,
        ...(pluginId === undefined ? {} : { pluginId }),
        ...(answer === undefined ? {} : { value: answer }),
      },
    ];
  });
}

/** Replaces `${NAME}` in every text of a value. */
function answer<T>(value: T, answers: ReadonlyMap<string, string>): T {
  const text = JSON.stringify(value, (_key, item: unknown) =>
    typeof item === "string" ? item.replace(/\$\{(\w+)\}/g, (use, name) => answers.get(name) ?? use) : item,
  );
  return JSON.parse(text);
}
