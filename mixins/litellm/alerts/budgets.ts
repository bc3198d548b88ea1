import { inWords } from "../../limit.ts";
import type { AlertingRule } from "../../mixin.ts";
import { litellmLimits as limits } from "../limits.ts";
import { BY, DASHBOARD, WHERE } from "./words.ts";

/** Whose budget, of an alert's labels: `team` is who is told of it, so LiteLLM's team has another name there. */
const OF_TEAM = `${BY}, budget_team, team_alias`;
const OF_KEY = `${BY}, hashed_api_key`;

const ofTeams = (gauge: string) => `label_replace(${gauge}, "budget_team", "$1", "team", "(.+)")`;

/** What is used of budgets. A process knows of what it was asked for last: the one that knows of the least left is right. */
function used(by: string, remaining: string, most: string): string {
  return `
1 - min by (${by}) (${remaining})
  / on (${by})
  max by (${by}) (${most})
  > ${limits.budgetUsed.value}`;
}

/** Alerts on budgets that are nearly used up: LiteLLM refuses requests when they are. */
export const budgetAlerts: readonly AlertingRule[] = [
  {
    alert: "LitellmTeamBudgetNearlyUsedUp",
    expr: used(OF_TEAM, ofTeams("litellm_remaining_team_budget_metric"), ofTeams("litellm_team_max_budget_metric")),
    for: "5m",
    severity: "warning",
    detectWithin: "7m",
    summary: `The budget of team {{ $labels.team_alias }} at ${WHERE} is nearly used up.`,
    description: `{{ $value | humanizePercentage }} of the budget of team {{ $labels.team_alias }} ({{ $labels.budget_team }}) is spent (threshold: ${inWords(limits.budgetUsed)}): from 100% on the gateway refuses all of its requests.`,
    ...DASHBOARD,
  },
  {
    alert: "LitellmKeyBudgetNearlyUsedUp",
    expr: used(OF_KEY, "litellm_remaining_api_key_budget_metric", "litellm_api_key_max_budget_metric"),
    for: "5m",
    severity: "warning",
    detectWithin: "7m",
    summary: `The budget of a key of ${WHERE} is nearly used up.`,
    description: `{{ $value | humanizePercentage }} of the budget of the key with the hash {{ $labels.hashed_api_key }} is spent (threshold: ${inWords(limits.budgetUsed)}): from 100% on the gateway refuses all of its requests.`,
    ...DASHBOARD,
  },
];
