import { describe, expect, it } from "vitest";
import { formatProblem } from "../../problems/format.ts";
import { yamlDocuments } from "../../systems/yaml-documents.ts";

describe("the documents of a YAML file", () => {
  it("are all of them but the empty ones", () => {
    expect(yamlDocuments("a.yaml", "---\na: 1\n---\n---\n- b\n").values).toEqual([{ a: 1 }, ["b"]]);
  });

  it("are none where one of them is not YAML, and it is told where", () => {
    const { values, problems } = yamlDocuments("a.yaml", "a: 1\n---\nb: [\nc: }\n");
    expect(values).toEqual([]);
    expect(problems.map(formatProblem)).toContainEqual(expect.stringMatching(/^a\.yaml:[34]:\d+: is not YAML: /));
  });
});
