import { createHash } from "node:crypto";
import type { RelabelConfig } from "../../mixins/scrape-job.ts";

type LabelSet = Readonly<Record<string, string>>;

/**
 * What Prometheus does with a target's labels: the steps in turn, `undefined` where one drops the target
 * (https://prometheus.io/docs/prometheus/latest/configuration/configuration/#relabel_config). Only the actions that jobs
 * here use are known; a real Prometheus proves the rest in `test/real/`. Labels that begin with two underscores go at the end,
 * but for the name of a sample.
 */
export function relabel(labels: LabelSet, steps: readonly RelabelConfig[]): LabelSet | undefined {
  const result: Record<string, string> = { ...labels };
  for (const step of steps) {
    const value = (step.source_labels ?? []).map((name) => result[name] ?? "").join(step.separator ?? ";");
    const match = anchored(step.regex ?? "(.*)").exec(value);
    const action = step.action ?? "replace";
    if (action === "keep") {
      if (match === null) return undefined;
    } else if (action === "drop") {
      if (match !== null) return undefined;
    } else if (action === "hashmod" && step.target_label !== undefined && step.modulus !== undefined) {
      // The last eight bytes of the MD5 sum, as model/relabel/relabel.go of Prometheus takes them.
      const hash = createHash("md5").update(value).digest().readBigUInt64BE(8);
      result[step.target_label] = String(hash % BigInt(step.modulus));
    } else if (action === "labeldrop") {
      const names = new RegExp(`^(?:${step.regex})$`);
      for (const name of Object.keys(result)) if (names.test(name)) delete result[name];
    } else if (action === "replace" && step.target_label !== undefined) {
      if (match === null) continue;
      const written = (step.replacement ?? "$1").replace(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? "");
      if (written === "") delete result[step.target_label];
      else result[step.target_label] = written;
    } else {
      throw new Error(`relabelling by "${action}" is not known here`);
    }
  }
  return Object.fromEntries(Object.entries(result).filter(([name]) => name === "__name__" || !name.startsWith("__")));
}

const compiled = new Map<string, RegExp>();

function anchored(regex: string): RegExp {
  const known = compiled.get(regex) ?? new RegExp(`^(?:${regex})$`, "s");
  compiled.set(regex, known);
  return known;
}
