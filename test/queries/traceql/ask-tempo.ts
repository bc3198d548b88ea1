/**
 * Asks a running Tempo about every TraceQL query that is shipped, and writes down what it says: `shipped-verdicts.json`. Run by
 * hand, since Tempo is in no package registry: `node test/queries/traceql/ask-tempo.ts http://localhost:3200`.
 */
import { writeFileSync } from "node:fs";
import { checkTraceQL } from "../../../queries/traceql/check.ts";
import { indexSpans } from "../../../queries/traceql/spans.ts";
import { shippedQueries } from "../shipped-queries.ts";

const url = process.argv[2] ?? "http://localhost:3200";

/** Tempo's answer to a query: `accepted`, or why not. */
async function verdictOn(query: string): Promise<string> {
  const { gives } = checkTraceQL(query, indexSpans([]));
  const now = Math.floor(Date.now() / 1000);
  const range = { q: query, start: String(now - 600), end: String(now) };
  const path = /^[0-9a-f]+$/.test(query)
    ? `api/v2/traces/${query}`
    : gives === "series"
      ? `api/metrics/query_range?${new URLSearchParams({ ...range, step: "60s" })}`
      : `api/search?${new URLSearchParams(range)}`;
  const response = await fetch(`${url}/${path}`);
  const text = await response.text();
  // A trace that it does not have is one that it looked for.
  return response.ok || response.status === 404 ? "accepted" : text.trim();
}

const tempo = /version (\S+)/.exec(await (await fetch(`${url}/status/version`)).text())?.[1] ?? "unknown";
const queries = [];
for (const { query } of await shippedQueries("TraceQL")) queries.push({ query, tempo: await verdictOn(query) });
queries.sort((a, b) => (a.query < b.query ? -1 : 1));
const file = new URL("shipped-verdicts.json", import.meta.url);
writeFileSync(file, `${JSON.stringify({ tempo, queries }, null, 2)}\n`);
