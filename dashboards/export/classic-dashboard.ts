import { z } from "zod";
import { errorAt, type Problem } from "../../problems/problem.ts";
import type { DashboardModel, PanelModel } from "../model.ts";

const dataSource = z
  .union([z.string(), z.looseObject({ type: z.string().optional(), uid: z.string().optional() })])
  .nullish();

const thresholds = z.looseObject({
  steps: z.array(z.looseObject({ value: z.number().nullish(), color: z.string() })).optional(),
});

const panel: z.ZodType<PanelModel> = z.looseObject({
  id: z.number().optional(),
  type: z.string(),
  title: z.string().optional(),
  description: z.string().optional(),
  datasource: dataSource,
  gridPos: z.looseObject({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }).optional(),
  targets: z
    .array(
      z.looseObject({
        refId: z.string().optional(),
        expr: z.string().optional(),
        legendFormat: z.string().optional(),
        datasource: dataSource,
      }),
    )
    .optional(),
  get panels() {
    return z.array(panel).optional();
  },
  fieldConfig: z
    .looseObject({
      defaults: z.looseObject({ unit: z.string().optional(), thresholds: thresholds.optional() }).optional(),
      overrides: z.array(z.unknown()).optional(),
    })
    .optional(),
});

/** The fields of the classic model that the checks read; the others pass as they are. */
const schema = z.looseObject({
  uid: z.string().min(1),
  title: z.string().min(1),
  panels: z.array(panel).optional(),
  templating: z
    .looseObject({
      list: z
        .array(
          z.looseObject({
            type: z.string(),
            name: z.string(),
            query: z.union([z.string(), z.record(z.string(), z.unknown())]).optional(),
            datasource: dataSource,
          }),
        )
        .optional(),
    })
    .optional(),
  annotations: z
    .looseObject({
      list: z
        .array(z.looseObject({ name: z.string().optional(), expr: z.string().optional(), datasource: dataSource }))
        .optional(),
    })
    .optional(),
});

/**
 * An exported dashboard in Grafana's classic model, without the numbers that only the server it came from knows.
 *
 * Refused are the other models that Grafana exports, dashboards without a uid or a title, and library panels.
 */
export function classicDashboard(
  value: unknown,
  file: string,
): { readonly model: DashboardModel } | { readonly problems: readonly Problem[] } {
  const other = otherModel(value);
  if (other !== undefined) return { problems: [errorAt({ file }, other.message, { hint: other.hint })] };
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    return {
      problems: parsed.error.issues.map((issue) => {
        const { message, hint } = describe(issue);
        return errorAt({ file }, message, { hint });
      }),
    };
  }
  const { id: _id, version: _version, __requires: _requires, __elements: elements, ...model } = parsed.data;
  if (typeof elements === "object" && elements !== null && Object.keys(elements).length > 0) {
    const message = `The dashboard has library panels (${Object.keys(elements).join(", ")}), which stay on their server.`;
    return { problems: [errorAt({ file }, message, { hint: "unlink them in Grafana, then export again" })] };
  }
  return { model };
}

/** The other shapes that "a dashboard's JSON" can have, told by their fields. */
function otherModel(value: unknown): Pick<Problem, "message" | "hint"> | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    const found = Array.isArray(value) ? "a list" : JSON.stringify(value);
    return { message: `The file holds ${found}, not a dashboard.`, hint: "export the dashboard again" };
  }
  if ("dashboard" in value && "meta" in value) {
    return { message: "The file is an answer of Grafana's API.", hint: 'keep only what is under "dashboard"' };
  }
  if ("apiVersion" in value || "elements" in value) {
    return {
      message: "The file is a dashboard of Grafana's resource model.",
      hint: "export it again with the model Classic",
    };
  }
  return undefined;
}

function describe(issue: z.core.$ZodIssue): Pick<Problem, "message" | "hint"> {
  const path = issue.path.map(String).join(".");
  if (path === "uid") {
    return {
      message: 'The dashboard has no "uid".',
      hint: "give it one that never changes, such as butterfly-my-topic: links point at it",
    };
  }
  if (path === "title") return { message: 'The dashboard has no "title".', hint: "give it one" };
  return { message: `At ${path}: ${issue.message}.`, hint: "export the dashboard again" };
}
