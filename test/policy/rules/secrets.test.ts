import { describe, expect, it } from "vitest";
import { SECRET } from "../../../policy/policy.ts";
import { noPlainSecret } from "../../../policy/rules/secrets.ts";
import { problems, resource, server } from "../resource.ts";

const configMap = (data: Record<string, string>) => resource("kubernetes:core/v1:ConfigMap", { data });
const accessKey = `${"AKIA"}IOSFODNN7EXAMPLE`;

describe("no-plain-secret", () => {
  it("accepts references to Secrets, and what only sounds like one", () => {
    const container = {
      args: ["--web.config.file=/etc/web.yml", "--token-ttl=1h", "--token", "--verbose"],
      env: [
        { name: "ADMIN_PASSWORD", valueFrom: { secretKeyRef: { name: "app", key: "password" } } },
        { name: "ADMIN_PASSWORD_FILE", value: "/etc/secrets/password" },
        { name: "API_KEY", value: "$(OTHER_KEY)" },
      ],
    };
    const spec = { volumes: [{ name: "secrets", secret: { secretName: "app-secrets" } }] };
    expect(problems(noPlainSecret, server({ container, spec }))).toEqual([]);
    expect(problems(noPlainSecret, configMap({ "app.yml": "password_file: /etc/secrets/password" }))).toEqual([]);
  });

  it.each([
    [{ env: [{ name: "ADMIN_PASSWORD", value: "hunter2" }] }, "a value for ADMIN_PASSWORD in its environment"],
    [{ args: ["--auth.token=abc"] }, "a value for auth.token in its arguments"],
    [{ args: ["--auth.token", "abc"] }, "a value for auth.token in its arguments"],
    [{ command: ["app", "password=abc"] }, "a value for password in its arguments"],
  ])("refuses a container with %j", (container, problem) => {
    expect(problems(noPlainSecret, server({ container }))).toEqual([`container app has ${problem}`]);
  });

  it("knows that an ExternalSecret names keys and holds no value", () => {
    const external = (rest: object) =>
      resource("kubernetes:external-secrets.io/v1:ExternalSecret", {
        spec: { data: [{ secretKey: "webhook-url", remoteRef: { key: "prod/slack" } }], ...rest },
      });
    expect(problems(noPlainSecret, external({}))).toEqual([]);
    expect(problems(noPlainSecret, external({ password: "hunter2" }))).toEqual(["has spec.password in plain text"]);
  });

  it("refuses a ConfigMap with a secret under its own key, in a line of a file, or by its shape", () => {
    expect(problems(noPlainSecret, configMap({ apiKey: "abc" }))).toEqual(["holds a value under the key apiKey"]);
    expect(problems(noPlainSecret, configMap({ "app.yml": "smtp:\n  password: hunter2" }))).toEqual([
      "holds a value for password in app.yml",
    ]);
    expect(problems(noPlainSecret, configMap({ "app.yml": `id: ${accessKey}` }))).toEqual([
      "holds an AWS access key in data.app.yml",
    ]);
  });

  it("never repeats the secret", () => {
    const found = problems(noPlainSecret, configMap({ "app.yml": `password: ${accessKey}` }));
    expect(found).toHaveLength(2);
    expect(found.join()).not.toContain(accessKey);
  });

  it("refuses a Secret whose content is not marked as secret", () => {
    const secret = (content: object) => resource("kubernetes:core/v1:Secret", JSON.parse(JSON.stringify(content)));
    expect(problems(noPlainSecret, secret({ data: { a: SECRET }, stringData: SECRET }))).toEqual([]);
    expect(problems(noPlainSecret, secret({ data: { a: SECRET, b: "eA==" } }))).toEqual(["has data.b in plain text"]);
    expect(problems(noPlainSecret, secret({ stringData: { c: "x" } }))).toEqual(["has stringData.c in plain text"]);
  });

  it("refuses a property of any resource that is named like a secret", () => {
    const database = (password: string) => resource("aws:rds/instance:Instance", { masterUser: { password } });
    expect(problems(noPlainSecret, database("hunter2"))).toEqual(["has masterUser.password in plain text"]);
    expect(problems(noPlainSecret, database(SECRET))).toEqual([]);
  });

  it("judges under the engine, which shows what is secret, only the places where no secret belongs", () => {
    const shown = { secrets: "plain" } as const;
    const secret = resource("kubernetes:core/v1:Secret", { stringData: { password: "hunter2" } });
    const database = resource("aws:rds/instance:Instance", { password: "hunter2" });
    expect(problems(noPlainSecret, [secret, database], shown)).toEqual([]);
    expect(problems(noPlainSecret, configMap({ password: "hunter2" }), shown)).toHaveLength(1);
    const template = resource("aws:ec2/launchTemplate:LaunchTemplate", { userData: `key=${accessKey}` });
    expect(problems(noPlainSecret, template, shown)).toEqual(["holds an AWS access key in userData"]);
  });
});
