import { applications } from "./applications.ts";
import { butterfly } from "./butterfly.ts";
import { canary } from "./canary.ts";
import { collectors } from "./collectors.ts";
import { computeDomains } from "./compute-domains.ts";
import { custom } from "./custom.ts";
import { edges } from "./edges.ts";
import { efa } from "./efa.ts";
import { gpu } from "./gpu.ts";
import { kubernetes } from "./kubernetes.ts";
import { llm } from "./llm.ts";
import { loki } from "./loki.ts";
import { maestro } from "./maestro.ts";
import { node } from "./node.ts";
import { observability } from "./observability.ts";
import { presets } from "./presets/all.ts";
import { presetSystem } from "./presets/preset-system.ts";
import type { System } from "./system.ts";
import { tempo } from "./tempo.ts";
import { thanos } from "./thanos.ts";

/** The systems that stacks may observe, a line each. */
export const systems: readonly System[] = [
  applications,
  butterfly,
  canary,
  collectors,
  computeDomains,
  custom,
  edges,
  efa,
  gpu,
  kubernetes,
  llm,
  loki,
  maestro,
  node,
  observability,
  tempo,
  thanos,
  ...presets.map(presetSystem),
];
