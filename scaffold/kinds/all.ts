import type { Kind } from "../recipe.ts";
import { alert } from "./alert.ts";
import { dashboard } from "./dashboard.ts";
import { metric } from "./metric.ts";
import { policy } from "./policy.ts";
import { preset } from "./preset.ts";
import { server } from "./server.ts";
import { stack } from "./stack.ts";
import { system } from "./system.ts";

/** Everything that `npm run new` can add. A new kind is a file and a line here. */
export const kinds: readonly Kind[] = [alert, metric, dashboard, policy, server, system, preset, stack];
