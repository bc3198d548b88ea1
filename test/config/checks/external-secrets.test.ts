import { describe, expect, it } from "vitest";
import { localSettings, problemsOf } from "../problems-of.ts";

const store = { name: "vault" };
const naming = (key: string) => ({
  receivers: { none: {}, oncall: { pagerduty: { routingKey: { kubernetesSecret: "pager", key } } } },
  route: { receiver: "none", routes: [{ matchers: ['severity="critical"'], receiver: "oncall" }] },
});
const problems = (secrets: object, alertmanager: object = {}) =>
  problemsOf(localSettings({ externalSecrets: { store, secrets }, alertmanager }));

describe("external secrets", () => {
  const keys = { "routing-key": { remoteKey: "prod/pagerduty" } };

  it("are taken where a setting names them and every key is there", () => {
    expect(problems({ pager: { keys } }, naming("routing-key"))).toEqual({});
  });

  it("are refused where no setting names them", () => {
    expect(problems({ pager: { keys } })["aiobs:externalSecrets.secrets.pager"]).toContain("no setting names it");
  });

  it("are refused where a key that a setting names is missing", () => {
    const found = problems({ pager: { keys } }, naming("key"));
    expect(found["aiobs:externalSecrets.secrets.pager.keys"]).toContain("needed: key; add");
  });

  it("of a type are refused without the type's keys", () => {
    const found = problems({ pager: { type: "kubernetes.io/tls", keys } }, naming("routing-key"));
    expect(found["aiobs:externalSecrets.secrets.pager.keys"]).toContain("needed: tls.crt, tls.key; add");
  });
});
