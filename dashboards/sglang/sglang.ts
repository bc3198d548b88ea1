import { sglangServer } from "../../mixins/sglang/server.ts";
import type { Dashboard } from "../dashboard.ts";
import { dashboard } from "../kit/dashboard.ts";
import { modelServerVariables } from "../model-server/variables.ts";
import { engineBands } from "./engine.ts";
import { latencyBands } from "./latency.ts";

/** SGLang's servers: what people wait for, then why. */
export const sglangDashboard: Dashboard = dashboard({
  source: import.meta.url,
  system: "sglang",
  folder: "Applications",
  uid: "sglang",
  title: "SGLang",
  description:
    "SGLang's servers, for whoever owns a model: how soon tokens come and how requests end on top, then the queue, the memory for tokens, and what is asked.",
  variables: modelServerVariables(sglangServer),
  bands: () => [...latencyBands(), ...engineBands()],
});
