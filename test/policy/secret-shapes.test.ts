import { describe, expect, it } from "vitest";
import { isLiteral, isSecretName, namedSecretsIn, secretsIn } from "../../policy/secret-shapes.ts";

describe("isSecretName", () => {
  it.each([
    "password",
    "GF_SECURITY_ADMIN_PASSWORD",
    "smtp_auth_password",
    "bearerToken",
    "AWS_SECRET_ACCESS_KEY",
    "api-key",
    "apiKey",
    "routing_key",
    "client.secret",
    "credentials",
  ])("knows %s", (name) => {
    expect(isSecretName(name)).toBe(true);
  });

  it.each([
    "secretName",
    "tokenUrl",
    "password_file",
    "max_tokens",
    "httpTokens",
    "cache_key",
    "key",
    "automountServiceAccountToken_ttl",
    "",
  ])("leaves %j alone", (name) => {
    expect(isSecretName(name)).toBe(false);
  });
});

describe("isLiteral", () => {
  it.each(["hunter2", " hunter2 ", "0123"])("takes %j for a value", (text) => {
    expect(isLiteral(text)).toBe(true);
  });

  it.each([
    "",
    "$TOKEN",
    "$(TOKEN)",
    "$__file{/etc/token}",
    "/etc/token",
    "{{ .Token }}",
    "<secret>",
    "true",
    "[secret]",
    "[known after up]",
  ])("takes %j for a reference, or nothing", (text) => {
    expect(isLiteral(text)).toBe(false);
  });
});

describe("secretsIn", () => {
  // Put together here, so that no scanner takes this file for a leak.
  it.each([
    ["an AWS access key", `key ${"AKIA"}IOSFODNN7EXAMPLE`],
    ["a private key", `-----BEGIN RSA ${"PRIVATE"} KEY-----`],
    ["a Slack webhook", `https://hooks.slack.com/${"services"}/T0123/B0123/abcdef`],
    ["a GitHub token", `${"ghp"}_${"a1".repeat(18)}`],
    ["a Grafana token", `${"glsa"}_${"a1".repeat(16)}_01234567`],
    ["a JSON Web Token", `${"eyJ"}hbGciOiJIUzI1.${"eyJ"}zdWIiOiIxMjM0.SflKxwRJSMeKKF2QT4`],
    ["a password in a URL", `postgres://app:${"hunter2"}@db:5432/app`],
  ])("knows %s", (what, text) => {
    expect(secretsIn(text)).toEqual([what]);
  });

  it.each([
    "http://prometheus.monitoring.svc:9090",
    "https://user@host/path",
    "postgres://app:$PASSWORD@db/app",
    "postgres://app:[secret]@db/app",
    "arn:aws:iam::111122223333:role/AKIA",
    'rate(http_requests_total{job=~"a:b@c"}[5m])',
  ])("finds none in %s", (text) => {
    expect(secretsIn(text)).toEqual([]);
  });
});

describe("namedSecretsIn", () => {
  it("finds values under a secret's name in YAML, INI and properties", () => {
    const file = [
      "receivers:",
      "  - routing_key: 0123456789abcdef",
      "    routing_key_file: /etc/alertmanager/key",
      'admin_password = "hunter2"',
      "password = $__file{/etc/password}",
      "client.secret=abc",
      "tokens: 5",
    ].join("\n");
    expect(namedSecretsIn(file)).toEqual(["routing_key", "admin_password", "client.secret"]);
  });
});
