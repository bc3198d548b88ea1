import { describe, expect, test } from "vitest";
import { missingToolPolicy } from "../real/with-tools.ts";

describe("missingToolPolicy", () => {
  test.each(["true", "1", "yes"])("fails tests whose tool is missing where CI is %j", (ci) => {
    expect(missingToolPolicy(ci)).toBe("fail");
  });

  test.each(["", "0", "false"])("skips them where CI is %j", (ci) => {
    expect(missingToolPolicy(ci)).toBe("skip");
  });
});
