import { queriesOf } from "../../../dashboards/walk.ts";
import { readExposition, type Sample, TEXT_FORMAT } from "../../../mixins/exposition.ts";
import { type Matcher, type Selector, selectorsOf } from "../../../queries/promql/ast.ts";
import { parsePromQL } from "../../../queries/promql/parse.ts";
import { readRegex } from "../../../queries/regex.ts";
import { alerts, dashboards } from "../../observed.ts";

/** A server that runs, and the scrape job that it is of. */
export interface Scraped {
  readonly job: string;
  /** Where its metrics are. */
  readonly url: string;
}

/** What Prometheus and its configuration add to each sample. */
const OF_TARGET: ReadonlySet<string> = new Set(["cluster", "job", "instance", "namespace"]);

/**
 * The selectors of alerts and panels that find nothing on any of these servers: of the metrics whose names match, and not of
 * other jobs by their own word. What a dashboard's variable chooses is not looked at.
 */
export async function unanswered(servers: readonly Scraped[], names: RegExp): Promise<readonly string[]> {
  const samples = (await Promise.all(servers.map(samplesOf))).flat();
  const asked = askedSelectors().filter(
    ({ metric, matchers }) => names.test(metric?.text ?? "") && servers.some(({ job }) => mayBeOf(job, matchers)),
  );
  if (asked.length === 0) throw new Error(`nobody asks for ${names}`);
  const missing = asked.filter((selector) => !samples.some((sample) => finds(selector, sample)));
  return [...new Set(missing.map(shown))].sort();
}

async function samplesOf({ job, url }: Scraped): Promise<readonly Sample[]> {
  const answer = await fetch(url, { headers: { accept: TEXT_FORMAT } });
  const families = readExposition(await answer.text());
  return families.flatMap(({ samples }) => samples.map(({ name, labels }) => ({ name, labels: { ...labels, job } })));
}

function askedSelectors(): readonly Selector[] {
  const panels = dashboards
    .flatMap(({ build }) => queriesOf(build()))
    .filter(({ language, use }) => language === "PromQL" && use !== "variable");
  return [...alerts.map(({ expr }) => expr), ...panels.map(({ text }) => text)].flatMap((text) => {
    const parsed = parsePromQL(text);
    return "expr" in parsed ? selectorsOf(parsed.expr) : [];
  });
}

function mayBeOf(job: string, matchers: readonly Matcher[]): boolean {
  return matchers.filter(({ label }) => label.text === "job").every((matcher) => holds(matcher, job));
}

function finds({ metric, matchers }: Selector, { name, labels }: Sample): boolean {
  const judged = matchers.filter(({ label, source }) => {
    return source === "literal" && (label.text === "job" || !OF_TARGET.has(label.text));
  });
  return name === metric?.text && judged.every((matcher) => holds(matcher, labels[matcher.label.text] ?? ""));
}

function holds({ operator, value }: Matcher, found: string): boolean {
  const regex = readRegex(value);
  const same =
    operator === "=" || operator === "!=" ? found === value : regex.kind === "usable" && regex.matches(found);
  return same === (operator === "=" || operator === "=~");
}

function shown({ metric, matchers }: Selector): string {
  const literal = matchers.filter(({ source }) => source === "literal");
  return `${metric?.text}{${literal.map(({ label, operator, value }) => `${label.text}${operator}"${value}"`).join(", ")}}`;
}
