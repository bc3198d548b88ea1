import * as z from "zod";
import { errorAt, type Problem } from "../../problems/problem.ts";
import { type DashboardModel, dashboardSchema } from "../model.ts";
import { libraryPanels, withLibraryPanels } from "./library-panels.ts";

/**
 * An exported dashboard in Grafana's classic model, without the numbers that only the server it came from knows, and with the
 * library panels that it brings in their places.
 *
 * Refused are the other models that Grafana exports, dashboards without a uid or a title, and library panels that stayed on
 * their server.
 */
export function classicDashboard(
  value: unknown,
  file: string,
): { readonly model: DashboardModel } | { readonly problems: readonly Problem[] } {
  const classic = unwrapped(value);
  const other = otherModel(classic);
  if (other !== undefined) return { problems: [errorAt({ file }, other.message, { hint: other.hint })] };
  const parsed = dashboardSchema.safeParse(classic);
  if (!parsed.success) return { problems: parsed.error.issues.map((issue) => describe(issue, file)) };
  const { id: _id, version: _version, __requires: _requires, __elements: elements, ...exported } = parsed.data;
  const model = withLibraryPanels(exported, elements);
  const missing = libraryPanels(model);
  if (missing.length === 0) return { model };
  const hint = 'export again with "share externally", or unlink them in Grafana first';
  return {
    problems: missing.map((part) =>
      errorAt({ file, part }, "It is a library panel, and the file does not hold what it shows.", { hint }),
    ),
  };
}

/** What Grafana's API answers with, and a resource that holds a dashboard in the classic model under its uid as a name. */
const envelopes = z.union([
  z.object({ dashboard: z.unknown(), meta: z.unknown() }).transform(({ dashboard }) => dashboard),
  z
    .object({
      apiVersion: z.string().regex(/^dashboard\.grafana\.app\/(?:v0|v1)/),
      metadata: z.object({ name: z.string() }),
      spec: z.looseObject({}),
    })
    .transform(({ metadata: { name }, spec }): unknown => ({ ...spec, uid: name })),
]);

function unwrapped(value: unknown): unknown {
  const { data } = envelopes.safeParse(value);
  return data ?? value;
}

/** The other shapes that "a dashboard's JSON" can have, told by their fields. */
function otherModel(value: unknown): { readonly message: string; readonly hint: string } | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    const found = Array.isArray(value) ? "a list" : JSON.stringify(value);
    return { message: `The file holds ${found}, not a dashboard.`, hint: "export the dashboard again" };
  }
  if ("apiVersion" in value || "elements" in value) {
    return {
      message: `The file is a dashboard of Grafana's model ${modelOf(value)}.`,
      hint: "export it again with the model Classic",
    };
  }
  return undefined;
}

/** The version of the model, as far as the file says it: only from v2 on a dashboard has elements. */
function modelOf(value: object): string {
  return "apiVersion" in value && typeof value.apiVersion === "string" ? value.apiVersion : "v2";
}

function describe(issue: z.core.$ZodIssue, file: string): Problem {
  const path = issue.path.map(String).join(".");
  if (path === "uid") {
    const hint = "give it one that never changes, such as butterfly-my-topic: links point at it";
    return errorAt({ file }, 'The dashboard has no "uid".', { hint });
  }
  if (path === "title") return errorAt({ file }, 'The dashboard has no "title".', { hint: "give it one" });
  return errorAt({ file }, `At ${path}: ${issue.message}.`, { hint: "export the dashboard again" });
}
