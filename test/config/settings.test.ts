import { describe, expect, test } from "vitest";
import { parseSettings } from "../../config/settings.ts";
import { ProblemsError } from "../../problems/problems-error.ts";
import { systems } from "../../systems/all.ts";
import { sectionsOf } from "../../systems/system.ts";
import { localSettings, problemsOf, prodSettings } from "./problems-of.ts";

describe("right settings", () => {
  test("are complete after parsing: every default is filled in", () => {
    expect(parseSettings(localSettings(), "Pulumi.local.yaml")).toMatchObject({
      owner: "platform",
      namespace: "monitoring",
      foundation: {},
      prometheus: {
        replicas: 1,
        scrapeInterval: { text: "15s", seconds: 15 },
        scrapeTimeout: { text: "10s", seconds: 10 },
        retention: { time: { text: "15d", seconds: 1_296_000 } },
        budget: 1_000_000,
        cpu: { text: "1", cores: 1 },
      },
      alertmanager: {
        receivers: { none: {} },
        route: { receiver: "none", groupBy: ["alertname", "cluster"], groupWait: { seconds: 30 }, routes: [] },
      },
      grafana: { delivery: "configmap", url: "http://localhost:3000" },
      nodePools: {},
    });
  });

  test("leave out what was left out: no key holds undefined", () => {
    const settings = parseSettings(localSettings(), "Pulumi.local.yaml");
    expect(Object.keys(settings)).not.toContain("butterfly");
    expect(Object.keys(settings.prometheus)).not.toContain("externalUrl");
  });

  test("shorten the scrape timeout with the interval", () => {
    const { prometheus } = parseSettings(localSettings({ prometheus: { scrapeInterval: "5s" } }), "Pulumi.local.yaml");
    expect(prometheus.scrapeTimeout.text).toBe("5s");
  });

  test("keep branches of branches", () => {
    const inner = { matchers: ['team="ml"'], receiver: "none" };
    const alertmanager = { route: { receiver: "none", routes: [{ matchers: ['severity="info"'], routes: [inner] }] } };
    const settings = parseSettings(localSettings({ alertmanager }), "Pulumi.local.yaml");
    expect(settings.alertmanager.route.routes[0]?.routes[0]).toMatchObject({
      receiver: "none",
      matchers: [{ name: "team", operator: "=", value: "ml" }],
      continue: false,
    });
  });

  test("give the same result whatever the order of their keys", () => {
    const settings = prodSettings();
    const reversed = Object.fromEntries(Object.entries(settings).reverse());
    expect(JSON.stringify(parseSettings(reversed, ""))).toBe(JSON.stringify(parseSettings(settings, "")));
  });
});

describe("wrong settings", () => {
  test("give every error at once, sorted by path, each with what was found, what is allowed and the nearest spelling", () => {
    const raw = {
      environment: "Prod",
      cluster: { name: "local", nam: "x" },
      prometheus: { scrapeIntervall: "15s", retention: { time: "5 minutes" }, storage: "50GiB", replicas: 0 },
      butterfly: { coordinators: { targets: ["host:99999"] }, cidrs: ["10.0.0.0/8"] },
      grafana: { delivery: "apis" },
      alertmanager: { route: { receiver: "nobody" }, receivers: { oncall: {} } },
      namspace: "x",
    };
    expect(() => parseSettings(raw, "Pulumi.dev.yaml", sectionsOf(systems))).toThrow(ProblemsError);
    let message = "";
    try {
      parseSettings(raw, "Pulumi.dev.yaml", sectionsOf(systems));
    } catch (error) {
      message = String(error instanceof Error ? error.message : error);
    }
    expect(message).toMatchInlineSnapshot(`
      "11 errors in the settings of Pulumi.dev.yaml
        aiobs:alertmanager.receivers.oncall      no route leads to this receiver; name it in a route or remove it
        aiobs:alertmanager.route.receiver        found "nobody"; no such receiver; expected "oncall"
        aiobs:butterfly.coordinators.targets[0]  found "host:99999"; expected a host and a port from 1 to 65535, such as "coordinator-1:9090" or "[2001:db8::1]:9090"
        aiobs:cluster.nam                        unknown setting; did you mean "name"?
        aiobs:environment                        found "Prod"; expected a name of lower-case letters, digits and hyphens, at most 63 long, such as "local"; did you mean "prod"?
        aiobs:grafana.delivery                   found "apis"; expected "configmap" or "api"; did you mean "api"?
        aiobs:namspace                           unknown setting; did you mean "namespace"?
        aiobs:prometheus.replicas                found 0; expected at least 1
        aiobs:prometheus.retention.time          found "5 minutes"; expected a duration of at least 2h such as "36h" or "15d"
        aiobs:prometheus.scrapeIntervall         unknown setting; did you mean "scrapeInterval"?
        aiobs:prometheus.storage                 found "50GiB"; expected a size from 1Gi to 64Ti such as "50Gi" (a whole number of Ki, Mi, Gi, Ti or Pi); did you mean "50Gi"?"
    `);
  });

  test("list what is required where there is nothing at all", () => {
    expect(problemsOf({})).toEqual({
      "aiobs:cluster": 'found nothing; expected a map with "name"',
      "aiobs:environment":
        'found nothing; expected a name of lower-case letters, digits and hyphens, at most 63 long, such as "local"',
      config: "no settings at all; write each as aiobs:<key>: <value>",
    });
  });

  test.each([null, undefined, "text", 5, ["list"]])("are no map: %j is taken for nothing at all", (raw) => {
    expect(Object.keys(problemsOf(raw))).toEqual(["aiobs:cluster", "aiobs:environment", "config"]);
  });

  test("are checked against each other all the same where another one cannot be parsed", () => {
    const raw = prodSettings({ runbooks: { baseUrl: 5 }, prometheus: { replicas: 1 } });
    expect(Object.keys(problemsOf(raw))).toEqual(["aiobs:prometheus.replicas", "aiobs:runbooks.baseUrl"]);
  });

  test("are not judged by the default of what could not be parsed", () => {
    // The default of prometheus.replicas, 1, would be refused in prod.
    expect(problemsOf(prodSettings({ prometheus: { replicas: "two" } }))).toEqual({
      "aiobs:prometheus.replicas": 'found "two"; expected a whole number',
    });
  });

  test.each([
    [{ prometheus: { replicas: 4 } }, "aiobs:prometheus.replicas", "found 4; expected at most 3"],
    [{ prometheus: { replicas: 1.5 } }, "aiobs:prometheus.replicas", "found 1.5; expected a whole number"],
    [{ prometheus: [] }, "aiobs:prometheus", "found an empty list; expected a map"],
    [{ prometheus: "" }, "aiobs:prometheus", 'found ""; expected a map'],
    [
      { cluster: {} },
      "aiobs:cluster.name",
      'found nothing; expected a name of lower-case letters, digits and hyphens, at most 63 long, such as "local"',
    ],
    [
      { cluster: { name: "a", apiServer: { cidrs: [] } } },
      "aiobs:cluster.apiServer.cidrs",
      "found an empty list; expected at least 1 entry",
    ],
    [
      { namespace: "n".repeat(59) },
      "aiobs:namespace",
      expect.stringContaining("expected a namespace of at most 58 characters"),
    ],
    [{ prometheus: { memory: "1Ki" } }, "aiobs:prometheus.memory", expect.stringContaining("from 256Mi to 32Ti")],
    [{ prometheus: { cpu: 99999999999 } }, "aiobs:prometheus.cpu", expect.stringContaining("at most 1920 cores")],
    [{ grafana: { storage: "1Pi" } }, "aiobs:grafana.storage", expect.stringContaining("from 1Gi to 64Ti")],
    [
      { owner: "plat\u202Eform" },
      "aiobs:owner",
      expect.stringMatching(/; remove U\+202E, which cannot be seen; did you mean "platform"\?$/),
    ],
    [
      { namespace: "kube-system" },
      "aiobs:namespace",
      `found "kube-system"; expected a namespace of at most 58 characters such as "monitoring", not Kubernetes' own (default, kube-…)`,
    ],
    [
      { owner: 5 },
      "aiobs:owner",
      'found 5; expected a name of lower-case letters, digits and hyphens, at most 63 long, such as "platform"',
    ],
    [
      { images: { registry: "https://r.example.com/" } },
      "aiobs:images.registry",
      'found "https://r.example.com/"; expected a registry such as "registry.example.com" or "registry.example.com:5000/mirror", without scheme; did you mean "r.example.com"?',
    ],
    [
      {
        alertmanager: {
          route: { receiver: "none", routes: [{ matchers: ['a="b"'], continue: "yes", receiver: "none" }] },
        },
      },
      "aiobs:alertmanager.route.routes[0].continue",
      'found "yes"; expected true or false',
    ],
    [
      { nodePools: { gpu: { kind: "gpus" } } },
      "aiobs:nodePools.gpu.kind",
      'found "gpus"; expected "gpu" or "system"; did you mean "gpu"?',
    ],
    [
      { aws: { region: "eu-central-1a" } },
      "aiobs:aws.region",
      'found "eu-central-1a"; expected an AWS region such as "eu-central-1"; did you mean "eu-central-1"?',
    ],
    [
      { aws: { region: "eu-central-1", tags: { "aws:x": "y" } } },
      'aiobs:aws.tags["aws:x"]',
      `as a key: expected a tag's key of at most 128 letters, digits, spaces and _.:/=+-@, not starting with "aws:"`,
    ],
    [
      { alertmanager: { receivers: { "a b": {} } } },
      'aiobs:alertmanager.receivers["a b"]',
      'as a key: expected the name of a receiver such as "oncall" (letters, digits, - and _)',
    ],
  ])("of %j are told at %s", (changes, path, sentence) => {
    expect(problemsOf(localSettings(changes))[path]).toEqual(sentence);
  });

  test("cut a long text short", () => {
    expect(problemsOf(localSettings({ owner: "x".repeat(100) }))["aiobs:owner"]).toContain(`"${"x".repeat(59)}…"`);
  });
});

describe("an unknown setting", () => {
  test.each([
    [{ namspace: "x" }, "aiobs:namspace", "namespace"],
    [{ Prometheus: {} }, "aiobs:Prometheus", "prometheus"],
    [{ prometheus: { scrapeIntervall: "15s" } }, "aiobs:prometheus.scrapeIntervall", "scrapeInterval"],
    [{ prometheus: { retention: { sise: "1Gi" } } }, "aiobs:prometheus.retention.sise", "size"],
    [
      { alertmanager: { route: { receiver: "none", routes: [{ matcher: [] }] } } },
      "aiobs:alertmanager.route.routes[0].matcher",
      "matchers",
    ],
    [
      { alertmanager: { receivers: { none: { pagerdutty: {} } } } },
      "aiobs:alertmanager.receivers.none.pagerdutty",
      "pagerduty",
    ],
    [{ foundation: { kubecfg: "x" } }, "aiobs:foundation.kubecfg", "kubeconfig"],
    [{ foundation: { stak: "a/b/c" } }, "aiobs:foundation.stak", "stack"],
  ])("of %j is told at %s with the spelling %s", (changes, path, hint) => {
    expect(problemsOf(localSettings(changes))[path]).toBe(`unknown setting; did you mean "${hint}"?`);
  });

  test.each([
    [
      { qqqqqq: 1 },
      "aiobs:qqqqqq",
      /^unknown setting; remove it, or use one of agent, alertmanager, .*standards, thanos, traces$/,
    ],
    [{ runbooks: { qqqqqq: 1 } }, "aiobs:runbooks.qqqqqq", /^unknown setting; remove it, or use one of baseUrl$/],
    // Every object has these without being given them.
    [{ constructor: 1 }, "aiobs:constructor", /^unknown setting; /],
    [{ grafana: { toString: 1 } }, "aiobs:grafana.toString", /^unknown setting; /],
    [JSON.parse('{ "grafana": { "__proto__": 1 } }'), "aiobs:grafana.__proto__", /^unknown setting; /],
    [{ foundation: { valueOf: 1 } }, "aiobs:foundation.valueOf", /^unknown setting; /],
  ])("of %j with no similar name lists what there is", (changes, path, expected) => {
    expect(problemsOf(localSettings(changes))).toEqual({ [path]: expect.stringMatching(expected) });
  });
});

describe("foundation", () => {
  test("is another stack or named, not both", () => {
    expect(problemsOf(localSettings({ foundation: { stack: "a/b/c", vpcId: "vpc-0a1b2c3d" } }))).toEqual({
      "aiobs:foundation.stack": 'not allowed beside "vpcId"; remove one of them',
    });
  });

  test("explains a wrong stack's name as that, not as an unknown setting", () => {
    expect(problemsOf(localSettings({ foundation: { stack: "prod" } }))).toEqual({
      "aiobs:foundation.stack":
        'found "prod"; expected the full name of a stack, organisation/project/stack, such as "acme/cluster/prod"',
    });
  });
});

describe("where a secret belongs", () => {
  const withReceiver = (receiver: unknown) => localSettings({ alertmanager: { receivers: { none: receiver } } });

  test.each([
    [{ pagerduty: { routingKey: "R0SECRET" } }, "pagerduty.routingKey"],
    [{ slack: { channel: "#a", webhookUrl: "https://hooks.example.com/SECRET" } }, "slack.webhookUrl"],
    [
      { slack: { channel: "#a", webhookUrl: { secret: "https://hooks.example.com/SECRET" } } },
      "slack.webhookUrl.secret",
    ],
    [{ webhook: { url: "https://hooks.example.com/SECRET" } }, "webhook.url"],
    [{ email: { to: "a@b", from: "a@b", smarthost: "m:25", username: "u", password: "SECRET" } }, "email.password"],
  ])("the plain text of %j is refused and never shown", (receiver, path) => {
    const problems = problemsOf(withReceiver(receiver));
    expect(problems[`aiobs:alertmanager.receivers.none.${path}`]).toMatch(
      /^found a plain value \(not shown\); expected /,
    );
    expect(JSON.stringify(problems)).not.toContain("SECRET");
  });

  test("a webhook takes a local URL as well, which is no secret", () => {
    expect(problemsOf(withReceiver({ webhook: { url: "http://localhost:8080/alerts" } }))).toEqual({});
    expect(problemsOf(withReceiver({ webhook: { url: { secret: "heartbeatUrl" } } }))).toEqual({});
  });

  test("what is neither is told both", () => {
    expect(problemsOf(withReceiver({ webhook: { url: 5 } }))["aiobs:alertmanager.receivers.none.webhook.url"]).toBe(
      "found a plain value (not shown); expected { secret: <name> }, the name of a secret that was set with: " +
        'pulumi config set --secret <name>, { kubernetesSecret: <name>, key: <key> }, one that is in the cluster, or a URL on localhost or inside the cluster such as "http://localhost:8080/alerts"',
    );
  });
});
