import { orZero } from "../../kit/absent.ts";
import type { Band } from "../../kit/layout.ts";
import { stat } from "../../kit/panels/stat.ts";
import { anyIsYellow, highIsBad, lowIsBad, type Thresholds } from "../../kit/thresholds.ts";
import { inCluster } from "../selectors.ts";
import { ofTeam } from "./variables.ts";

/** Is anything on fire, and would we know? */
export function onCallGlance(): Band {
  return {
    height: 4,
    panels: [pages(), tickets(), pending(), suppressed(), alertingWorks()],
    widths: [5, 5, 5, 4, 5],
  };
}

/** The proof that rules are evaluated: an alert that always fires, of no cluster. */
const HEARTBEAT = 'ALERTS{alertname="Watchdog", alertstate="firing"}';

/** How many alerts there are, whatever many objects each is about, as the tables have them; 0 only where rules are evaluated at all. */
function count(matchers: string, thresholds?: Thresholds) {
  return {
    unit: "locale",
    graph: "none",
    decimals: 0,
    ...(thresholds === undefined ? {} : { thresholds }),
    queries: [
      {
        expr: orZero(`count(group by (alertname, system, team, cluster) (ALERTS{${ofTeam}, ${matchers}}))`, HEARTBEAT),
        legend: "Alerts",
      },
    ],
  } as const;
}

const pages = () =>
  stat({
    id: 1,
    title: "Pages",
    description:
      "Critical alerts that fire now: each asks for a person at once.\n\n**Good:** 0. **Otherwise:** *Pages that fire* says what, since when and whose. *No data* is the worst: no rule is evaluated.",
    ...count('alertstate="firing", severity="critical"', highIsBad({ red: 1 })),
  });

const tickets = () =>
  stat({
    id: 2,
    title: "Tickets",
    description:
      "Warnings that fire now: work for the day.\n\n**Good:** few, all with an owner. **Otherwise:** *Tickets that fire* has each. Many of one system at once: its pages come next, look now.",
    ...count('alertstate="firing", severity="warning"', anyIsYellow),
  });

const pending = () =>
  stat({
    id: 3,
    title: "About to fire",
    description:
      "Alerts whose condition holds, and that wait for it to last.\n\n**Good:** 0, or a few that come and go. **Otherwise:** *Alerts by system* shows of what; they fire within minutes, or not at all.",
    ...count('alertstate="pending"'),
  });

const suppressed = () =>
  stat({
    id: 4,
    title: "Held back",
    description:
      "Alerts that fire and that nobody is told of: silenced, inhibited by another alert, or muted.\n\n**Good:** what you silenced yourself. **Otherwise:** Alertmanager's page shows by what each is held back; a forgotten silence hides the next fault.",
    unit: "locale",
    graph: "none",
    decimals: 0,
    queries: [
      {
        expr: `sum(max by (cluster) (alertmanager_alerts{${inCluster}, state="suppressed"}))`,
        legend: "Held back",
      },
    ],
  });

const alertingWorks = () =>
  stat({
    id: 5,
    title: "Alerting",
    description:
      "Whether the heartbeat fires: the alert that shows that rules are evaluated.\n\n**Good:** Works. **Otherwise:** *Silent*: nothing on this page can be trusted; open the dashboard `stack-overview`.",
    unit: "short",
    graph: "none",
    thresholds: lowIsBad({ yellow: 0.5, green: 1 }),
    mappings: [
      { type: "value", options: { "0": { text: "Silent", color: "red", index: 0 } } },
      { type: "range", options: { from: 1, to: null, result: { text: "Works", color: "green", index: 1 } } },
    ],
    queries: [{ expr: `count(${HEARTBEAT}) or vector(0)`, legend: "Heartbeat" }],
  });
