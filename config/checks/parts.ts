import type { Problem } from "../../problems/problem.ts";
import { isPart, type PartName, partNames, partOf } from "../parts/catalogue.ts";
import type { PartSettings } from "../parts/schema.ts";
import { describeFound, formatPath, type SettingPath, settingError } from "../setting-problem.ts";
import { formatBytes } from "../types/bytes.ts";
import type { Check } from "./check.ts";

/** Labels of pods that somebody relies on: the program's selectors, policies and scrape jobs, and Kubernetes' controllers. */
const TAKEN_LABELS =
  /^(?:app\.kubernetes\.io\/(?:name|part-of|component|instance|managed-by)|aiobs\/.*|pod-template-hash|pod-template-generation|controller-revision-hash|statefulset\.kubernetes\.io\/pod-name|apps\.kubernetes\.io\/pod-index)$/;

/** Annotations of pods that the program sets: what rolls pods when a file or a secret changes, among others. */
const TAKEN_ANNOTATIONS = /^(?:aiobs\/.*|kubectl\.kubernetes\.io\/default-container)$/;

/** A rule on each part that is written. */
function each(rule: string, find: (at: SettingPath, part: PartSettings, name: PartName) => readonly Problem[]): Check {
  return {
    rule,
    find: ({ parts = {} }) =>
      Object.entries(parts).flatMap(([name, part]) => (isPart(name) ? find(["parts", name], part, name) : [])),
  };
}

/** How the settings of a part fit what the part is. */
export const partChecks: readonly Check[] = [
  each(
    "Only kube-state-metrics, node-exporter and dcgm-exporter may be an existing one, and only node-exporter, dcgm-exporter and the device plugins may be off.",
    (at, { deploy }, name) => {
      if (deploy === "on") return [];
      const { instead = [], needed = "remove it: the stack does not work without its own" } = partOf(name);
      const wanted = deploy === "off" ? "off" : "existing";
      if (instead.includes(wanted)) return [];
      const message = wanted === "off" ? "cannot be left out" : "cannot be an existing one";
      return [settingError([...at, "deploy"], `${message}: ${needed}`)];
    },
  ),
  each("Of a part that is not the stack's own, nothing else is said.", (at, { deploy, ...others }) =>
    deploy === "on"
      ? []
      : Object.keys(others).map((word) =>
          settingError([...at, word], "is of no part: the stack does not bring it; remove this, or deploy"),
        ),
  ),
  {
    rule: "`parts.node-exporter` is not off where GPUs are watched: a GPU that is lost is told from a node that is lost by it.",
    find({ parts = {}, gpuNodes, nodePools }) {
      if (parts["node-exporter"]?.deploy !== "off" || parts["dcgm-exporter"]?.deploy === "off") return [];
      const pools = Object.values(nodePools ?? {}).some(({ kind }) => kind === "gpu");
      if (!pools && Object.keys(gpuNodes ?? {}).length === 0) return [];
      const message =
        "cannot be off where GPUs are watched: a GPU that is lost is told from a node that is lost by it; name the one that is there, or set parts.dcgm-exporter.deploy: off as well";
      return [settingError(["parts", "node-exporter", "deploy"], message)];
    },
  },
  {
    rule: "`dcgmExporter` is set only where the stack brings the exporter.",
    find({ parts = {}, written }) {
      const { deploy = "on" } = parts["dcgm-exporter"] ?? {};
      if (deploy === "on" || !written?.has("dcgmExporter")) return [];
      return [settingError(["dcgmExporter"], "is of no part: the stack does not bring the exporter; remove it")];
    },
  },
  each("What a part's own section says of `cpu` and `memory` is not said by `parts` as well.", (at, part, name) => {
    const { elsewhere = {} } = partOf(name);
    return (["cpu", "memory"] as const).flatMap((word) => {
      const setting = elsewhere[word];
      if (part[word] === undefined || setting === undefined) return [];
      const message = `follows from ${formatPath(setting.split("."))}; remove it, and set that`;
      return [settingError([...at, word], message, { found: describeFound(part[word].text) })];
    });
  }),
  each(`A part's \`memory\` is not below what it certainly takes: ${leastMemories()}.`, (at, part, name) => {
    const { leastMemory } = partOf(name);
    if (leastMemory === undefined || part.memory === undefined || part.memory.bytes >= leastMemory.bytes) return [];
    const message = `expected at least ${formatBytes(leastMemory.bytes)}: ${leastMemory.why}`;
    return [settingError([...at, "memory"], message, { found: describeFound(part.memory.text) })];
  }),
  each("`storageClass` is set for parts that have volumes.", (at, { storageClass }, name) => {
    if (storageClass === undefined || partOf(name).volume === "kept") return [];
    return [settingError([...at, "storageClass"], "its pods have no volumes; remove it")];
  }),
  each("`arguments` are set for parts whose processes take some.", (at, part, name) => {
    if (part.arguments === undefined || partOf(name).arguments === "taken") return [];
    return [settingError([...at, "arguments"], "what it runs takes no arguments; remove it")];
  }),
  each("A part's `labels` and `annotations` are none that the program or Kubernetes sets on pods.", (at, part) => {
    const refused = (field: "labels" | "annotations", taken: RegExp) =>
      Object.keys(part[field] ?? {})
        .filter((key) => taken.test(key))
        .map((key) =>
          settingError([...at, field, key], "the program or Kubernetes sets it, and relies on it; use another key"),
        );
    return [...refused("labels", TAKEN_LABELS), ...refused("annotations", TAKEN_ANNOTATIONS)];
  }),
  each(
    "A toleration has a `key` unless its operator is `Exists`, which takes no `value`.",
    (at, { tolerations = [] }) =>
      tolerations.flatMap(({ key, operator, value, effect, tolerationSeconds }, index) => {
        const here = [...at, "tolerations", index];
        return [
          ...(key === undefined && operator === "Equal"
            ? [settingError([...here, "key"], "needed with the operator Equal; add it, or set operator: Exists")]
            : []),
          ...(value !== undefined && operator === "Exists"
            ? [settingError([...here, "value"], "not taken with the operator Exists; remove one of them")]
            : []),
          ...(tolerationSeconds !== undefined && effect !== "NoExecute"
            ? [settingError([...here, "tolerationSeconds"], "only with the effect NoExecute; remove it, or set effect")]
            : []),
        ];
      }),
  ),
];

function leastMemories(): string {
  return partNames
    .flatMap((name) => {
      const { leastMemory } = partOf(name);
      return leastMemory === undefined ? [] : [`${formatBytes(leastMemory.bytes)} of ${name} (${leastMemory.why})`];
    })
    .join("; ");
}
