import { addresses } from "./addresses.ts";
import { brought } from "./brought.ts";
import type { Check } from "./check.ts";
import { fleet } from "./fleet.ts";
import { network } from "./network.ts";
import { policies } from "./policies.ts";
import { providers } from "./providers.ts";
import { queries } from "./queries.ts";
import { references } from "./references.ts";
import { runbooks } from "./runbooks.ts";
import { secrets } from "./secrets.ts";
import { seriesCheck } from "./series.ts";

/** The checks of every plan, in the report's order. A new check is a file and a line here. */
export const checks: readonly Check[] = [
  providers,
  policies,
  references,
  network,
  addresses,
  queries,
  runbooks,
  brought,
  secrets,
  seriesCheck,
  fleet,
];
