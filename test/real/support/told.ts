/** What Alertmanager tells people of alerts that fire together. */
import { inhibitions } from "../../../mixins/groups.ts";
import { eventually } from "../../../tools/servers/eventually.ts";
import { mixins } from "../../observed.ts";
import type { Alertmanager } from "./alertmanager.ts";

type Labels = Readonly<Record<string, string>>;

/** Alerts in one request. */
const BATCH = 500;
const PATIENCE = 60;
const LAST = "the last alerts";

/**
 * Of which alerts a server tells somebody at each of these moments, by name: what it groups by, beside the cluster. Of one that
 * another holds back it tells nobody. Each moment becomes a cluster of its own, so that all are asked at once.
 */
export async function toldAt(
  server: Alertmanager,
  moments: readonly (readonly Labels[])[],
): Promise<readonly (readonly string[])[]> {
  const all = moments.flatMap((alerts, moment) => alerts.map((labels) => ({ ...labels, cluster: String(moment) })));
  for (let from = 0; from < all.length; from += BATCH) await server.fire(...all.slice(from, from + BATCH));
  // It takes alerts in their order: once it holds back the target of these two, it knows all before them.
  const pair = lastPair();
  await server.fire(...pair);
  const groups = await eventually("every alert in its group", PATIENCE, async () => {
    const answer = await server.groups();
    const held = answer.flatMap(({ alerts }) => alerts);
    const isSettled = held.some(({ labels, inhibited }) => labels.cluster === LAST && inhibited);
    const known = new Set(held.map(({ labels }) => JSON.stringify(Object.entries(labels).sort())));
    return isSettled && known.size === all.length + pair.length ? answer : undefined;
  });
  const told = moments.map((): string[] => []);
  for (const { labels, alerts } of groups) {
    if (alerts.some(({ inhibited }) => !inhibited)) told[Number(labels.cluster)]?.push(labels.alertname ?? "");
  }
  return told;
}

/** An alert that holds another one back, and that one. */
function lastPair(): readonly Labels[] {
  const [rule] = mixins.flatMap(inhibitions);
  if (rule === undefined) throw new Error("no alert holds another one back");
  const object = { ...Object.fromEntries(rule.equal.map((label) => [label, LAST])), cluster: LAST };
  return [rule.source, ...rule.targets.slice(0, 1)].map((alertname) => ({ ...object, alertname }));
}
