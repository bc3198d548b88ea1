import { RunError } from "@pulumi/pulumi";
import { describe, expect, test } from "vitest";
import { ContentError } from "../../queries/content-problem.ts";
import { stopOnContentError } from "../../systems/load-content.ts";

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe("stopOnContentError", () => {
  test("stops the program without a stack trace, with everything that is wrong", () => {
    const cause = new ContentError([
      { file: "mixins/a/alerts.ts", message: "no such metric" },
      { file: "dashboards/a/b.ts", message: "no such label" },
    ]);
    const stop = thrownBy(() =>
      stopOnContentError(() => {
        throw cause;
      }),
    );
    expect(RunError.isInstance(stop)).toBe(true);
    expect(stop).toMatchObject({ message: cause.message, cause });
  });

  test("lets any other error be, for it is a defect", () => {
    const defect = new TypeError("x is not a function");
    const thrown = thrownBy(() =>
      stopOnContentError(() => {
        throw defect;
      }),
    );
    expect(thrown).toBe(defect);
  });
});
