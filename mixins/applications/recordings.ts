import type { RecordingRule, RuleGroup, Scraped } from "../mixin.ts";

/** What the rules of a stack without applications are checked with. */
const SOME = [{ name: "any", service: "any" }] as const;

/** What is known of each application beside its targets, as labels: `* on (cluster, application) group_left (service_name)`. */
export function applicationRecordingsOn({ cluster, applications }: Scraped): readonly RuleGroup<RecordingRule>[] {
  const rules = (applications ?? SOME).map(({ name, service }) => ({
    record: "application:service_name:info",
    expr: "vector(1)",
    labels: { cluster, application: name, service_name: service },
  }));
  return rules.length === 0 ? [] : [{ name: "applications.info", rules }];
}
