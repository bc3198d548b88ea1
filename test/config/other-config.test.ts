import { describe, expect, test } from "vitest";
import { nothingElse } from "../../config/other-config.ts";
import { errorAt } from "../../problems/problem.ts";
import { localSettings, problemsOf } from "./problems-of.ts";

const heartbeat = localSettings({
  alertmanager: { receivers: { none: { webhook: { url: { secret: "heartbeatUrl" } } } } },
});

describe("a secret", () => {
  test("that a setting names and that is encrypted is right", () => {
    expect(problemsOf(heartbeat, { ...nothingElse, encrypted: ["heartbeatUrl"], unset: "refused" })).toEqual({});
  });

  test("need not be set off the engine", () => {
    expect(problemsOf(heartbeat, { ...nothingElse, unset: "allowed" })).toEqual({});
  });

  test("that is not set is refused where it is needed, with the command to run", () => {
    expect(problemsOf(heartbeat, { ...nothingElse, unset: "refused" })).toEqual({
      "aiobs:heartbeatUrl":
        "a setting names this secret and it is not set; run: pulumi config set --secret heartbeatUrl",
    });
  });

  test("in plain text is refused once, with the command to run, and never shown", () => {
    const problems = problemsOf({ ...heartbeat, heartbeatUrl: "https://SECRET" }, { ...nothingElse, unset: "refused" });
    expect(problems).toEqual({
      "aiobs:heartbeatUrl": "is a secret in plain text; remove it and run: pulumi config set --secret heartbeatUrl",
    });
  });

  test("in plain text is recognised even where the settings that name it cannot be parsed", () => {
    const broken = localSettings({
      alertmanager: { receivers: { none: { webhook: { url: { secret: "heartbeatUrl" } } } }, replicas: "x" },
      heartbeatUrl: "https://SECRET",
    });
    expect(problemsOf(broken)["aiobs:heartbeatUrl"]).toMatch(/^is a secret in plain text/);
  });

  test("that no setting names is refused, with the nearest that one does", () => {
    expect(problemsOf(heartbeat, { ...nothingElse, encrypted: ["hartbeatUrl"] })).toEqual({
      "aiobs:hartbeatUrl":
        'is a secret that no setting names; name it, or run: pulumi config rm hartbeatUrl; did you mean "heartbeatUrl"?',
    });
  });

  test("must not have a setting's name", () => {
    const raw = localSettings({ alertmanager: { receivers: { none: { webhook: { url: { secret: "owner" } } } } } });
    expect(problemsOf(raw)).toEqual({
      "aiobs:owner": "is a setting, and a secret has the same name; give the secret another name",
    });
  });
});

test("an encrypted setting is refused as that, and not as missing", () => {
  expect(problemsOf({ environment: "local" }, { ...nothingElse, encrypted: ["cluster"] })).toEqual({
    "aiobs:cluster":
      "holds an encrypted value; write settings in plain text and name each secret in them: { secret: <name> }",
  });
});

test("what was wrong when the configuration was read is told together with the rest", () => {
  const other = { ...nothingElse, problems: [errorAt({ setting: ["confg"] }, "unknown key")] };
  expect(problemsOf(localSettings({ qqqqqq: 1 }), other)).toEqual({
    "aiobs:qqqqqq": expect.stringContaining("unknown setting"),
    confg: "unknown key",
  });
});
