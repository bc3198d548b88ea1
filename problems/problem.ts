/** The one kind of thing that is wrong, wherever it is: in settings, queries, rules, dashboards, plans, policies. */

/** A place in a stack's settings: the key with its project (`aiobs:prometheus`), then keys and indexes within it. */
export interface SettingPlace {
  readonly setting: readonly PropertyKey[];
}

/** A place in a file. */
export interface FilePlace {
  /** From the root of the repository, or of the rendered files. */
  readonly file: string;
  /** The part of the file: `alert <name>, expr`, a panel's title, `variable $name`, `annotation <name>`. */
  readonly part?: string;
  /** The `refId` of a panel's query. */
  readonly query?: string;
  /** Line in the query, or in the file where the file itself is wrong; from 1. */
  readonly line?: number;
  /** Column in that line, from 1. */
  readonly column?: number;
}

/** Something that a plan holds. */
export interface PlanPlace {
  /** As a person would look for it: a resource's URN, `StatefulSet monitoring/prometheus`, a call between two pods. */
  readonly resource: string;
}

/** Where a problem is. */
export type Place = SettingPlace | FilePlace | PlanPlace;

/** One thing that is wrong. */
export interface Problem {
  readonly where: Place;
  /** What was found there, short, and never the text of a secret. Left out where the message says it. */
  readonly found?: string;
  /** What is wrong or what is allowed: a sentence, or a clause without a full stop. */
  readonly message: string;
  /** What to do or to write instead. */
  readonly hint?: string;
  /** `error`: certain to be wrong, and refused. `warning`: unusual; it is shown and refuses nothing. */
  readonly severity: "error" | "warning";
}

/** What more a problem may say. */
interface Details {
  readonly found?: string | undefined;
  readonly hint?: string | undefined;
}

/** Something that is certain to be wrong. */
export function errorAt(where: Place, message: string, details: Details = {}): Problem {
  return make("error", where, message, details);
}

/** Something unusual that may be meant so. */
export function warningAt(where: Place, message: string, details: Details = {}): Problem {
  return make("warning", where, message, details);
}

function make(severity: Problem["severity"], where: Place, message: string, { found, hint }: Details): Problem {
  return {
    where,
    ...(found === undefined ? {} : { found }),
    message,
    ...(hint === undefined ? {} : { hint }),
    severity,
  };
}

/** Whether any of the problems is one that refuses what it is in. */
export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some(({ severity }) => severity === "error");
}
