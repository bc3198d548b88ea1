/** What happens on a picture. */
import { healthy, scenarios } from "../../simulator/scenarios/all.ts";
import { faultOf, type Scenario } from "../../simulator/scenarios/scenario.ts";
import { HISTORY } from "./moment.ts";

/** `healthy`: nothing. `fault`: what the dashboard is there for. */
export type Occasion = "healthy" | "fault";

/** One course of events, and the dashboards that are opened in it. */
export interface Course {
  /** The folder's name, where its samples are kept. */
  readonly name: string;
  readonly occasion: Occasion;
  readonly scenario: Scenario;
  /** Whether a dashboard is opened in it. */
  readonly shows: (uid: string) => boolean;
}

/** Scenarios that are played together: of different systems or of different parts of one, so that none hides another. */
const LINKS_AND_SERVERS = [
  "partition",
  "election-storm",
  "gpu-overheating",
  "gpu-memory-error",
  "maestro-errors",
  "model-down",
];
const WORK = [
  "byzantine-node",
  "checkpoint-failure",
  "slow-layer",
  "training-down",
  "quota-exhaustion",
  "llm-overload",
];

/** The dashboards that are about `WORK`; all others are opened while links and servers fail. */
const ABOUT_WORK: readonly string[] = [
  "butterfly-byzantine",
  "butterfly-checkpoints",
  "butterfly-request-latency",
  "llm-inference-servers",
  "maestro-ml-operations",
  "maestro-tenant-management",
  "vllm",
];

/** An ordinary day. */
export const healthyCourse: Course = { name: "healthy", occasion: "healthy", scenario: healthy, shows: () => true };

/** What must be played for pictures of an occasion. */
export function coursesOf(occasion: Occasion): readonly Course[] {
  if (occasion === "healthy") return [healthyCourse];
  return [
    { ...together("links-and-servers", LINKS_AND_SERVERS), shows: (uid) => !ABOUT_WORK.includes(uid) },
    { ...together("work", WORK), shows: (uid) => ABOUT_WORK.includes(uid) },
  ];
}

/** Minutes from the beginning of a fault to the picture. It ends a minute later. */
export const FAULT_MINUTES = 25;

/** A scenario of several, whose faults all end a minute after the picture is taken. */
function together(name: string, names: readonly string[]): Omit<Course, "shows"> {
  const chosen = names.map((each) => {
    const found = scenarios.find((scenario) => scenario.name === each);
    if (found === undefined) throw new Error(`no scenario is called ${each}`);
    return found;
  });
  const scenario = {
    name,
    summary: chosen.map(({ summary }) => summary).join(" "),
    minutes: HISTORY / 60,
    changes: chosen.flatMap(atTheEnd),
    alerts: chosen.flatMap(({ alerts }) => alerts),
  };
  return { name, occasion: "fault", scenario };
}

function atTheEnd(scenario: Scenario): Scenario["changes"] {
  const { from: begins } = faultOf(scenario) ?? { from: 0 };
  const now = HISTORY / 60;
  return scenario.changes.map((change) => ({
    ...change,
    from: now - FAULT_MINUTES + change.from - begins,
    to: now + 1,
  }));
}
