/** Grafana's own alerts, of a plan that brings them in through its API: as the file that another delivery would have. */
import { z } from "zod";
import { type ProvisionedGroup, renderAlertRules } from "../components/visualisation/alert-rules.ts";
import type { Plan } from "./plan.ts";

const texts = z.record(z.string(), z.string());

const ruleGroup = z.object({
  name: z.string(),
  folderUid: z.string(),
  intervalSeconds: z.number(),
  rules: z.array(
    z.object({
      name: z.string(),
      uid: z.string(),
      condition: z.string(),
      for: z.string(),
      keepFiringFor: z.string().exactOptional(),
      noDataState: z.string(),
      execErrState: z.string(),
      labels: texts,
      annotations: texts,
      datas: z.array(
        z.object({
          refId: z.string(),
          datasourceUid: z.string(),
          relativeTimeRange: z.object({ from: z.number(), to: z.number() }),
          model: z.string().transform((model) => z.record(z.string(), z.unknown()).parse(JSON.parse(model))),
        }),
      ),
    }),
  ),
});

/** Where the file stands in the output. */
export const ALERT_RULES = "grafana/alert-rules.yaml";

/**
 * The file, or nothing where no such alert goes through the API.
 *
 * @param titles of the folders, by their uids.
 */
export function apiAlertRules({ resources }: Plan, titles: ReadonlyMap<unknown, unknown>): string | undefined {
  const groups = resources
    .filter(({ type }) => type === "grafana:alerting/ruleGroup:RuleGroup")
    .map(({ inputs }): ProvisionedGroup => {
      const { name, folderUid, intervalSeconds, rules } = ruleGroup.parse(inputs);
      return {
        name,
        folder: String(titles.get(folderUid) ?? folderUid),
        interval: intervalSeconds % 60 === 0 ? `${intervalSeconds / 60}m` : `${intervalSeconds}s`,
        rules: rules.map(({ name: title, datas: data, ...rule }) => ({ ...rule, title, data })),
      };
    });
  return groups.length === 0 ? undefined : renderAlertRules(groups, []);
}
