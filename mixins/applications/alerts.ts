/** The alerts on applications: all that can be said of what nobody here knows is whether it answers, and whether it is there. */
import { inWords } from "../limit.ts";
import type { AlertingRule, RuleGroup, Scraped, ScrapedApplication } from "../mixin.ts";
import { applicationLimits as limits } from "./limits.ts";

const DASHBOARD = { dashboard: "applications", dashboardVariables: { application: "application" } } as const;

/** Alerts that need not know which applications there are: none yet. */
export const applicationsAlerts: readonly RuleGroup<AlertingRule>[] = [{ name: "applications.all", rules: [] }];

/** The alerts on a stack's applications: a group for each team, for an alert tells one team. */
export function applicationsAlertsOn({ cluster, applications = [] }: Scraped): readonly RuleGroup<AlertingRule>[] {
  return [...Map.groupBy(applications, ({ team }) => team)].map(([team, own]) => {
    const owned = team === undefined ? {} : { team };
    const expected = own.filter(({ presence }) => presence === "always");
    return {
      name: team === undefined ? "applications.targets" : `applications.targets.${team}`,
      rules: [
        { ...down(own), ...owned },
        ...(expected.length === 0 ? [] : [{ ...missing(cluster, expected), ...owned }]),
      ],
    };
  });
}

function down(applications: readonly ScrapedApplication[]): AlertingRule {
  const names = applications.map(({ name }) => name);
  const targets = `up{application${names.length === 1 ? "=" : "=~"}"${names.join("|")}"}`;
  return {
    alert: "ApplicationDown",
    expr: `
count by (cluster, application, job) (${targets} == 0)
  / count by (cluster, application, job) (${targets})
  > ${limits.targetsDown.value}`,
    for: "10m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "12m",
    summary: "Targets of {{ $labels.application }} in cluster {{ $labels.cluster }} do not answer.",
    description: `{{ $value | humanizePercentage }} of the targets of {{ $labels.application }} (job {{ $labels.job }}) could not be scraped for 10 minutes (threshold: ${inWords(limits.targetsDown)}). Nothing is known of what they do.`,
    ...DASHBOARD,
  };
}

/** An application without a target has no `up` at all, so each is asked for by its name. */
function missing(cluster: string, applications: readonly ScrapedApplication[]): AlertingRule {
  return {
    alert: "ApplicationTargetMissing",
    expr: applications
      .map(({ name }) => `absent(up{cluster="${cluster}", application="${name}"})`)
      .join("\nor on (cluster, application)\n"),
    for: "10m",
    severity: "warning",
    detectWithin: "12m",
    summary: "Application {{ $labels.application }} in cluster {{ $labels.cluster }} has no targets.",
    description:
      "Discovery has found no target of {{ $labels.application }} for 10 minutes: it is not there, or not where the settings look for it.",
    ...DASHBOARD,
  };
}
