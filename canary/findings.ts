/** What the canary found, as metrics. */
import { personalData } from "./person.ts";
import { DURATION_MILLISECONDS, type KnownRequest } from "./request.ts";

/** Upper bounds of the made-up requests' durations, in seconds. */
const BUCKETS = [0.01, 0.1, 1, Number.POSITIVE_INFINITY];

/** What is known of one way. */
interface Way {
  found?: boolean;
  seconds?: number;
  readonly leaks: Map<string, number>;
}

/** Everything that was found since the start. */
export class Findings {
  private requests = 0;
  private last: KnownRequest | undefined;
  private readonly ways: ReadonlyMap<string, Way>;

  /** @param arrows the names of the ways that are walked. */
  constructor(arrows: readonly string[]) {
    const none = () => new Map(personalData.map((kind) => [kind, 0]));
    this.ways = new Map(arrows.map((name) => [name, { leaks: none() }]));
  }

  /** A request was made. */
  made(request: KnownRequest): void {
    this.requests += 1;
    this.last = request;
  }

  /** A way was walked: `seconds` after the request it led somewhere, or it did not in time. */
  walked(arrow: string, seconds: number | undefined, leaks: readonly string[]): void {
    const way = this.ways.get(arrow);
    if (way === undefined) return;
    way.found = seconds !== undefined;
    if (seconds !== undefined) way.seconds = seconds;
    for (const kind of leaks) way.leaks.set(kind, (way.leaks.get(kind) ?? 0) + 1);
  }

  /** All as OpenMetrics (https://prometheus.io/docs/specs/om/open_metrics_spec/); a way that was never walked has no state. */
  openMetrics(): string {
    const ways = [...this.ways];
    const last = this.last;
    return [
      ...this.durations(),
      ...family("canary_last_request_timestamp_seconds", "gauge", "When the last known request was made.", [
        ...(last === undefined ? [] : [`canary_last_request_timestamp_seconds ${last.startedAt / 1000}`]),
      ]),
      ...family("canary_arrow_found", "gauge", "1 where the way led to the last request, 0 where it did not in time.", [
        ...ways.flatMap(([arrow, { found }]) =>
          found === undefined ? [] : [`canary_arrow_found{arrow="${arrow}"} ${found ? 1 : 0}`],
        ),
      ]),
      ...family("canary_arrow_seconds", "gauge", "How long after the request the way led to it.", [
        ...ways.flatMap(([arrow, { seconds }]) =>
          seconds === undefined ? [] : [`canary_arrow_seconds{arrow="${arrow}"} ${seconds}`],
        ),
      ]),
      ...family("canary_leaks", "counter", "How often personal data came back in plain.", [
        ...ways.flatMap(([arrow, { leaks }]) =>
          [...leaks].map(([kind, count]) => `canary_leaks_total{arrow="${arrow}",kind="${kind}"} ${count}`),
        ),
      ]),
      "# EOF",
      "",
    ].join("\n");
  }

  private durations(): readonly string[] {
    const seconds = DURATION_MILLISECONDS / 1000;
    const { last, requests } = this;
    const exemplar =
      last === undefined
        ? ""
        : ` # {trace_id="${last.traceId}",span_id="${last.spanId}"} ${seconds} ${last.startedAt / 1000}`;
    const first = BUCKETS.find((bound) => bound >= seconds);
    const name = "canary_request_duration_seconds";
    return family(name, "histogram", "Durations of the known requests.", [
      ...BUCKETS.map((bound) => {
        const le = Number.isFinite(bound) ? String(bound) : "+Inf";
        const count = bound >= seconds ? requests : 0;
        return `${name}_bucket{le="${le}"} ${count}${bound === first ? exemplar : ""}`;
      }),
      `${name}_count ${requests}`,
      `${name}_sum ${requests * seconds}`,
    ]);
  }
}

function family(name: string, type: string, help: string, samples: readonly string[]): readonly string[] {
  return [`# TYPE ${name} ${type}`, `# HELP ${name} ${help}`, ...samples];
}
