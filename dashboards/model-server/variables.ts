import type { ModelServer } from "../../mixins/model-server/server.ts";
import type { Variable } from "../kit/variables.ts";
import { chosen, presetVariables } from "../preset/variables.ts";

/** What is chosen on the dashboard of a server of language models: applications of the kind, and their models. */
export function modelServerVariables({ running }: ModelServer): Variable[] {
  return presetVariables(running, [
    {
      name: "model_name",
      label: "Model",
      description: "Models that the servers have loaded.",
      series: `${running}{${chosen}}`,
      values: "model_name",
    },
  ]);
}
