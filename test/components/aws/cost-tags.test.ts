import { expect, it } from "vitest";
import { costTags } from "../../../components/aws/cost-tags.ts";

it("cost tags tell project, stack, environment and owner, beside the organisation's own, in one order", () => {
  const tags = costTags({ stack: "prod", environment: "prod", owner: "ml-platform", extra: { "cost-centre": "4711" } });
  expect(Object.entries(tags)).toEqual([
    ["cost-centre", "4711"],
    ["environment", "prod"],
    ["owner", "ml-platform"],
    ["project", "aiobs"],
    ["stack", "prod"],
  ]);
});
