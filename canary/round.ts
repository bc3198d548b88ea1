/** One round: a known request, then each way to it, until it leads there or its time is over. */
import { setTimeout as pause } from "node:timers/promises";
import type { Arrow } from "./arrows.ts";
import type { Findings } from "./findings.ts";
import { leaksIn } from "./person.ts";
import { type KnownRequest, logLineOf, newRequest, traceOf } from "./request.ts";
import type { TelemetryServers } from "./telemetry-servers.ts";

/** What a round is made with. */
export interface Round {
  readonly servers: TelemetryServers;
  readonly arrows: readonly Arrow[];
  readonly findings: Findings;
  /** How long a way may take to lead to the request, in seconds. */
  readonly patience: number;
  /** How long is waited between two tries, in seconds. */
  readonly between: number;
  /** Where lines of the log go. */
  readonly log: (line: string) => void;
}

/** Makes a request, and walks every way to it. */
export async function walk(round: Round): Promise<void> {
  const { servers, arrows, findings, log } = round;
  const request = newRequest(Date.now());
  const sent = arrows.some(({ needs }) => needs.includes("otlp"))
    ? servers.send(traceOf(request)).catch((error: unknown) => complain(log, "otlp", error))
    : Promise.resolve();
  log(logLineOf(request));
  findings.made(request);
  await Promise.all([sent, ...arrows.map((arrow) => follow(arrow, request, round))]);
}

async function follow(arrow: Arrow, request: KnownRequest, round: Round): Promise<void> {
  const { servers, findings, patience, between, log } = round;
  const since = () => (Date.now() - request.startedAt) / 1000;
  let failure: unknown = "not found";
  while (since() < patience) {
    try {
      const found = await arrow.follow(request, servers);
      if (found !== undefined) return findings.walked(arrow.name, since(), leaksIn(found));
      failure = "not found";
    } catch (error) {
      failure = error;
    }
    await pause(between * 1000);
  }
  complain(log, arrow.name, failure);
  findings.walked(arrow.name, undefined, []);
}

/** Says why a way led nowhere; never what was sent. */
function complain(log: Round["log"], arrow: string, failure: unknown): void {
  const error = failure instanceof Error ? `${failure.message}${causeOf(failure)}` : String(failure);
  log(
    JSON.stringify({ timestamp: new Date().toISOString(), level: "WARN", message: "a way led nowhere", arrow, error }),
  );
}

function causeOf({ cause }: Error): string {
  return cause instanceof Error ? ` (${cause.message})` : "";
}
