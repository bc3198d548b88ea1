import { describe, expect, test } from "vitest";
import { localSettings, problemsOf, prodSettings } from "../problems-of.ts";

describe.each(["dev", "prod"])("in %s", (environment) => {
  test("alerts link to Grafana and to runbooks that people reach", () => {
    const { grafana: _grafana, runbooks: _runbooks, ...rest } = prodSettings({ environment });
    expect(problemsOf(rest)).toEqual({
      "aiobs:grafana.url": `found "http://localhost:3000"; alerts of a shared stack link there; expected a URL that people reach, such as "https://grafana.example.com"`,
      "aiobs:runbooks.baseUrl": `found "http://localhost:8000"; alerts of a shared stack link there; expected a URL that people reach, such as "https://runbooks.example.com"`,
    });
  });

  test("the current context of whoever runs it is not enough", () => {
    expect(problemsOf(prodSettings({ environment, foundation: { clusterName: "a" } }))).toEqual({
      "aiobs:foundation": `a shared stack must not go to whichever cluster is current; set context, kubeconfig or stack`,
    });
  });

  test.each([{ context: "a" }, { kubeconfig: "~/.kube/a" }, { stack: "acme/cluster/a" }])(
    "%j says which cluster",
    (foundation) => {
      expect(problemsOf(prodSettings({ environment, foundation }))).toEqual({});
    },
  );
});

test("a personal stack may link to localhost, whatever its environment is called", () => {
  const { grafana: _grafana, runbooks: _runbooks, foundation: _foundation, ...rest } = prodSettings();
  expect(problemsOf({ ...rest, standards: { use: "personal" } })).toEqual({});
});

describe("Grafana's token", () => {
  test("is needed for the API", () => {
    expect(problemsOf(localSettings({ grafana: { delivery: "api" } }))).toEqual({
      "aiobs:grafana.apiToken":
        'needed with delivery: "api"; write { secret: grafanaToken } and run: pulumi config set --secret grafanaToken',
    });
  });

  test("is refused where nothing uses it", () => {
    expect(problemsOf(localSettings({ grafana: { apiToken: { secret: "grafanaToken" } } }))).toEqual({
      "aiobs:grafana.apiToken": 'not used with delivery: "configmap"; remove it, or set delivery: "api"',
    });
  });

  test("of the cluster is refused with the command that copies it, and no value", () => {
    const apiToken = { kubernetesSecret: "grafana-login", key: "admin.token" };
    expect(problemsOf(localSettings({ namespace: "obs", grafana: { delivery: "api", apiToken } }))).toEqual({
      "aiobs:grafana.apiToken": expect.stringContaining(
        "write { secret: grafanaToken } and run: kubectl get secret grafana-login --namespace obs --output " +
          "jsonpath='{.data.admin\\.token}' | base64 -d | pulumi config set --secret grafanaToken",
      ),
    });
  });

  test("is right with the API", () => {
    const grafana = { delivery: "api", apiToken: { secret: "grafanaToken" } };
    expect(problemsOf(localSettings({ grafana }))).toEqual({});
  });
});
