/** What the descriptions of panels promise: they guide whoever is on call from panel to panel. */
import { errorAt, type Problem } from "../../problems/problem.ts";
import { nameOf, panelsOf, queriesOf, variablesOf } from "../walk.ts";
import type { Subject } from "./subject.ts";

/** Fields of the JSON whose texts people can see on the page. */
const visible: ReadonlySet<string> = new Set(["title", "label", "text", "name", "legendFormat", "noValue"]);

/** Descriptions of panels in code that do not say what is good and what to do, or name what is not on the page. */
export function descriptionProblems({ file, origin, model }: Subject): Problem[] {
  if (origin === "export") return [];
  const words = new Set([...textsIn(panelsOf(model)), ...textsIn(variablesOf(model)), ...textsIn(model.links)]);
  const asking = new Set(queriesOf(model).map(({ panel }) => panel));
  return panelsOf(model).flatMap((panel) => {
    const where = { file, part: nameOf(panel) };
    const description = panel.description ?? "";
    const named = [...description.matchAll(/(?<!\*)\*([^*]+)\*(?!\*)/g)].map(([, name = ""]) => name);
    return [
      ...(asking.has(panel) && !/\*\*Good:\*\* .+\*\*Otherwise:\*\* .+/s.test(description)
        ? [
            errorAt(where, "The description does not say what is good and what to do otherwise.", {
              hint: "write **Good:** … **Otherwise:** …",
            }),
          ]
        : []),
      ...named
        .filter((name) => !words.has(name))
        .map((name) =>
          errorAt(where, `The description names *${name}*, which is not on the page.`, {
            hint: "italics are titles, legends and texts of this dashboard; write anything else as `code`",
          }),
        ),
    ];
  });
}

/** Every text that is seen, and the words of legends without their labels. */
function textsIn(value: unknown, field = ""): string[] {
  if (typeof value === "string") {
    if (field === "options") return [value];
    return visible.has(field) ? [value, value.replace(/\{\{[^}]*\}\}/g, "").trim()] : [];
  }
  if (Array.isArray(value)) return value.flatMap((item) => textsIn(item, field));
  if (typeof value !== "object" || value === null) return [];
  // An override: what a column or a series is called.
  if ("id" in value && value.id === "displayName" && "value" in value) return textsIn(value.value, "name");
  return Object.entries(value).flatMap(([key, item]) => textsIn(item, key));
}
