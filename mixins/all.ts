/** Everything that is watched. To add a system is a line here. */
import type { Catalogue } from "../queries/catalogue.ts";
import { butterfly } from "./butterfly/mixin.ts";
import { gpu } from "./gpu/mixin.ts";
import { kubernetesCatalogue } from "./kubernetes/metrics.ts";
import type { Mixin } from "./mixin.ts";
import { nodeCatalogue } from "./node/metrics.ts";
import { alertmanagerCatalogue } from "./observability/alertmanager-metrics.ts";
import { observability } from "./observability/mixin.ts";
import { prometheusCatalogue } from "./observability/prometheus-metrics.ts";

/** The mixins, in the order in which their rule files are listed. */
export const mixins: readonly Mixin[] = [butterfly, gpu, observability];

/** The catalogues that queries are checked against: the mixins' own, and those of exporters that bring no rules. */
export const catalogues: readonly Catalogue[] = [
  ...mixins.map(({ catalogue }) => catalogue),
  kubernetesCatalogue,
  nodeCatalogue,
  prometheusCatalogue,
  alertmanagerCatalogue,
];
