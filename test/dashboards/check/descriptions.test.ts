import { describe, expect, test } from "vitest";
import { messagesOf, problemsOf, problemsOfExport } from "../problems-of.ts";
import { withPanel } from "../sample-dashboard.ts";

describe("a description", () => {
  test("says what is good and what to do otherwise", () => {
    const bare = withPanel({ description: "How busy the CPUs are." });
    expect(messagesOf(problemsOf(bare))).toEqual([
      "The description does not say what is good and what to do otherwise.",
    ]);
    expect(problemsOfExport(bare)).toEqual([]);
  });

  test("names in italics what is on the page", () => {
    const description = (text: string) =>
      messagesOf(problemsOf(withPanel({ description: `x **Good:** y **Otherwise:** ${text}` })));
    expect(description("see *CPU*, the variable *node* and `oom`")).toEqual([]);
    expect(description("see *Memory*")).toEqual(["The description names *Memory*, which is not on the page."]);
  });
});
