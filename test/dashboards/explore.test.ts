/** The queries behind links to Explore: nobody sees them before somebody clicks. */
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { DATA_SOURCES } from "../../components/workload/data-source.ts";
import { panelsOf } from "../../dashboards/walk.ts";
import { checkQuery } from "../../queries/check.ts";
import { knownData } from "../../systems/known.ts";
import { dashboards } from "../observed.ts";

/** A name that anything may have, and that some service has. */
const SERVICE = "litellm";

const panes = z.record(
  z.string(),
  z.object({
    datasource: z.string(),
    queries: z.tuple([z.object({ expr: z.string().optional(), query: z.string().optional() })]),
    range: z.object({ from: z.string(), to: z.string() }),
  }),
);

const links = dashboards.flatMap(({ uid, build }) =>
  panelsOf(build()).flatMap((panel) =>
    [...new Set(JSON.stringify(panel).match(/\/explore\?[^"\\]*(?:\\"[^"\\]*)*/g) ?? [])].map((link) => ({
      panel: `${uid}, ${panel.title}`,
      url: link.replaceAll('\\"', '"'),
    })),
  ),
);

describe("a link to Explore", () => {
  test.each(links)("of $panel asks what can be asked", ({ url }) => {
    // As Grafana does: variables are filled into the text of the address.
    const filled = url.replaceAll(/\$\{[^}]*\}/g, SERVICE);
    const asked = Object.values(
      panes.parse(JSON.parse(new URL(filled, "http://grafana").searchParams.get("panes") ?? "")),
    );
    expect(asked).toHaveLength(1);
    for (const { datasource, queries, range } of asked) {
      const [{ expr, query }] = queries;
      const language = datasource === DATA_SOURCES.logs ? "LogQL" : "TraceQL";
      expect([DATA_SOURCES.logs, DATA_SOURCES.traces]).toContain(datasource);
      expect(checkQuery(language, expr ?? query ?? "", knownData()).problems).toEqual([]);
      expect(range).toEqual({ from: SERVICE, to: SERVICE });
    }
  });

  test("is there from pods, services and traces", () => {
    const from = (uid: string) => links.filter(({ panel }) => panel.startsWith(uid));
    for (const uid of ["kubernetes-overview", "gpu-overview", "applications", "llm-request-tracing"])
      expect(from(uid)).not.toEqual([]);
  });

  test("leaves no stand-in for a variable", () => {
    for (const { url } of links)
      expect(decodeURIComponent(url.replaceAll(/\$\{[^}]*\}/g, ""))).not.toMatch(/[A-Z]{4,}/);
  });
});
