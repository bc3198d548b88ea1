/** Why a change that no test notices stays so. It counts as unnoticed all the same. */

/** A change that no test notices. */
export interface Survivor {
  readonly rule: string;
  readonly change: string;
}

const REASONS: readonly (Survivor & { readonly reason: string })[] = [
  {
    rule: "GpuFellOffBus",
    change: 'job="dcgm-exporter" → nothing',
    reason: "a node counts as without GPUs only where its exporter answers, which the end of the rule asks for itself",
  },
];

/** The reason, in words. */
export function whyUnnoticed({ rule, change }: Survivor): string {
  return REASONS.find((each) => each.rule === rule && each.change === change)?.reason ?? "no test shows it yet";
}
