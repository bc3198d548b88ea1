import { describe, expect, test } from "vitest";
import { localSettings, problemsOf } from "../problems-of.ts";

const secret = { secret: "someSecret" };
const problems = (receiver: object) => problemsOf(localSettings({ alertmanager: { receivers: { none: receiver } } }));
const at = (path: string) => `aiobs:alertmanager.receivers.none.${path}`;

describe("an e-mail receiver", () => {
  const email = { to: "a@example.com", from: "b@example.com", smarthost: "mail.example.com:587" };

  test("has user name and password, or neither", () => {
    expect(problems({ email })).toEqual({});
    expect(problems({ email: { ...email, username: "u", password: secret } })).toEqual({});
    expect(problems({ email: { ...email, username: "u" } })).toEqual({
      [at("email.password")]: expect.stringContaining("needed with username; set it, or remove username"),
    });
    expect(problems({ email: { ...email, password: secret } })).toEqual({
      [at("email.username")]: expect.stringContaining("needed with password; set it, or remove password"),
    });
  });

  test("is in private networks, or a Service whose pods listen on another port, not both", () => {
    const service = { ...email, smarthost: "relay.mail.svc:587" };
    expect(problems({ email: { ...email, cidrs: ["10.0.5.0/28"] } })).toEqual({});
    expect(problems({ email: { ...service, targetPort: 1587 } })).toEqual({});
    expect(Object.keys(problems({ email: { ...email, targetPort: 1587 } }))).toEqual([at("email.targetPort")]);
    expect(Object.keys(problems({ email: { ...service, cidrs: ["10.0.5.0/28"] } }))).toEqual([at("email.cidrs")]);
  });
});

describe("a webhook", () => {
  test("may be a secret in private networks, or a Service whose pods listen on another port", () => {
    expect(problems({ webhook: { url: secret, cidrs: ["10.0.5.0/28"], port: 8443 } })).toEqual({});
    expect(problems({ webhook: { url: "http://bot.chat.svc/alerts", targetPort: 8080 } })).toEqual({});
  });

  test("says where it is once: a URL in plain text does it, and a secret one has no Service", () => {
    const url = "http://bot.chat.svc/alerts";
    expect(Object.keys(problems({ webhook: { url, cidrs: ["10.0.5.0/28"], port: 8443 } }))).toEqual([
      at("webhook.cidrs"),
      at("webhook.port"),
    ]);
    for (const other of [secret, "http://localhost:8080/alerts"]) {
      expect(Object.keys(problems({ webhook: { url: other, targetPort: 8080 } }))).toEqual([at("webhook.targetPort")]);
    }
    expect(Object.keys(problems({ webhook: { url, cidrs: ["10.0.5.0/28"] } }))).toEqual([at("webhook.cidrs")]);
  });

  test("inside the cluster is named with its namespace", () => {
    expect(Object.keys(problems({ webhook: { url: "http://bot.svc/alerts" } }))).toEqual([at("webhook.url")]);
  });
});

test.each([
  ["proxy", (proxy: object) => ({ proxy })],
  ["alertmanager.proxy", (proxy: object) => ({ alertmanager: { proxy } })],
])("`%s` is not the pod itself", (path, settings) => {
  expect(problemsOf(localSettings(settings({ address: "localhost:3128" })))).toEqual({
    [`aiobs:${path}.address`]: expect.stringContaining("is the pod itself"),
  });
});

test("a proxy is in private networks, or a Service whose pods listen on another port, not both", () => {
  const proxied = (proxy: object) => Object.keys(problemsOf(localSettings({ alertmanager: { proxy } })));
  expect(proxied({ address: "proxy.example.com:3128", cidrs: ["10.0.9.0/28"] })).toEqual([]);
  expect(proxied({ address: "squid.egress.svc:3128", targetPort: 13128 })).toEqual([]);
  expect(proxied({ address: "proxy.example.com:3128", targetPort: 13128 })).toEqual([
    "aiobs:alertmanager.proxy.targetPort",
  ]);
});
