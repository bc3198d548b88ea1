import type { RelabelConfig } from "../../../mixins/scrape-job.ts";

type LabelSet = Readonly<Record<string, string>>;

/**
 * What Prometheus does with a target's labels: the steps in turn, `undefined` where one drops the target
 * (https://prometheus.io/docs/prometheus/latest/configuration/configuration/#relabel_config). Only the actions that jobs
 * here use are known; a real Prometheus proves the rest in `test/real/`.
 */
export function relabel(labels: LabelSet, steps: readonly RelabelConfig[]): LabelSet | undefined {
  const result: Record<string, string> = { ...labels };
  for (const step of steps) {
    const value = (step.source_labels ?? []).map((name) => result[name] ?? "").join(step.separator ?? ";");
    const match = new RegExp(`^(?:${step.regex ?? "(.*)"})$`, "s").exec(value);
    const action = step.action ?? "replace";
    if (action === "keep") {
      if (match === null) return undefined;
    } else if (action === "replace" && step.target_label !== undefined) {
      if (match === null) continue;
      const written = (step.replacement ?? "$1").replace(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? "");
      if (written === "") delete result[step.target_label];
      else result[step.target_label] = written;
    } else {
      throw new Error(`relabelling by "${action}" is not known here`);
    }
  }
  return Object.fromEntries(Object.entries(result).filter(([name]) => !name.startsWith("__")));
}
