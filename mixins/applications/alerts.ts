/** The alerts on applications: all that can be said of what nobody here knows is whether it answers, and whether it is there. */
import { inWords } from "../limit.ts";
import type { AlertingRule, RuleGroup, Scraped, ScrapedApplication } from "../mixin.ts";
import { applicationLimits as limits } from "./limits.ts";

const DASHBOARD = { dashboard: "applications", dashboardVariables: { application: "application" } } as const;

/** Alerts that need not know which applications there are: none yet. */
export const applicationsAlerts: readonly RuleGroup<AlertingRule>[] = [{ name: "applications.all", rules: [] }];

/** The alerts on a stack's applications: a group for each team, for an alert tells one team. */
export function applicationsAlertsOn({ cluster, applications = [] }: Scraped): readonly RuleGroup<AlertingRule>[] {
  const groups = [...Map.groupBy(applications, ({ team }) => team)].map(([team, own]) => {
    const owned = team === undefined ? {} : { team };
    const scraped = own.filter(({ metrics }) => metrics === "scraped");
    const expected = own.filter(({ presence }) => presence === "always");
    const expectedTargets = expected.filter(({ metrics }) => metrics === "scraped");
    const expectedSenders = expected.filter(({ metrics }) => metrics === "sent");
    return {
      name: team === undefined ? "applications.targets" : `applications.targets.${team}`,
      rules: [
        ...(scraped.length === 0 ? [] : [{ ...down(scraped), ...owned }]),
        ...(expectedTargets.length === 0 ? [] : [{ ...missing(cluster, expectedTargets), ...owned }]),
        ...(expectedSenders.length === 0 ? [] : [{ ...silent(cluster, expectedSenders), ...owned }]),
      ],
    };
  });
  return groups.filter(({ rules }) => rules.length > 0);
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

/** Of what is sent no scrape tells that it fails: the agents answer, whoever sends. A process that sends has one series of its own. */
function silent(cluster: string, applications: readonly ScrapedApplication[]): AlertingRule {
  return {
    alert: "ApplicationNotSending",
    expr: applications
      .map(({ name }) => `absent(target_info{cluster="${cluster}", application="${name}"})`)
      .join("\nor on (cluster, application)\n"),
    for: "5m",
    severity: "warning",
    // The agents serve what came last for five minutes more.
    detectWithin: "12m",
    summary: "Application {{ $labels.application }} in cluster {{ $labels.cluster }} sends no metrics.",
    description:
      "No process of {{ $labels.application }} has sent metrics to an agent for 10 minutes: none runs, or it sends elsewhere or under another name. Alerts on its metrics cannot fire.",
    ...DASHBOARD,
  };
}
