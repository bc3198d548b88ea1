import { describe, expect, it } from "vitest";
import { receiverCalls } from "../../../components/alerting/calls.ts";
import { settingsWith } from "../settings.ts";

const secret = { secret: "someUrl" };
const mail = { to: "a@example.com", from: "b@example.com" };

/** The calls for one receiver, each as its peer and its port numbers. */
function calls(receiver: object, others: object = {}) {
  const alertmanager = { receivers: { one: receiver }, route: { receiver: "one" }, ...others };
  return receiverCalls(settingsWith({ alertmanager }).alertmanager, {
    main: "monitoring",
    host: "monitoring-host",
  }).map(({ to, ports }) => [
    to.kind === "addresses" ? to.cidrs : to.kind === "namespace" ? to.namespace : to,
    ports.map(({ number }) => number),
  ]);
}

const internet = ["0.0.0.0/0", "::/0"];

describe("the calls of receivers", () => {
  it("are none when nobody outside is notified", () => {
    expect(calls({})).toEqual([]);
    expect(calls({ webhook: { url: "http://localhost:8080/alerts" } })).toEqual([]);
  });

  it("lead to the internet by IPv4 and IPv6, and to no address that it does not have", () => {
    const alertmanager = {
      receivers: { one: { pagerduty: { routingKey: secret } } },
      route: { receiver: "one" },
    };
    const [call] = receiverCalls(settingsWith({ alertmanager }).alertmanager, {
      main: "monitoring",
      host: "monitoring-host",
    });
    expect(call).toMatchObject({
      to: {
        cidrs: internet,
        // A cloud's metadata service, pods in EKS' secondary networks, private IPv6 networks.
        except: expect.arrayContaining(["10.0.0.0/8", "169.254.0.0/16", "100.64.0.0/10", "fc00::/7"]),
      },
      ports: [{ number: 443, protocol: "TCP" }],
    });
  });

  it.each([
    ["Slack", { slack: { channel: "#a", webhookUrl: secret } }],
    ["a secret webhook", { webhook: { url: secret } }],
  ])("lead to the internet's port 443 for %s", (_, receiver) => {
    expect(calls(receiver)).toEqual([[internet, [443]]]);
  });

  it.each([
    ["Slack", (where: object) => ({ slack: { channel: "#a", webhookUrl: secret, ...where } })],
    ["a secret webhook", (where: object) => ({ webhook: { url: secret, ...where } })],
  ])("lead to the private networks and the port that are named beside the secret URL of %s", (_, receiver) => {
    expect(calls(receiver({ cidrs: ["10.0.5.0/28", "fd00:5::/64"], port: 8443 }))).toEqual([
      [["10.0.5.0/28", "fd00:5::/64"], [8443]],
    ]);
    expect(calls(receiver({ port: 8443 }))).toEqual([[internet, [8443]]]);
  });

  it.each([
    ["http://bot.chat.svc:8080/alerts", "chat", 8080],
    ["http://bot.chat.svc.cluster.local/alerts", "chat", 80],
    ["https://bot.chat.svc/alerts", "chat", 443],
    ["http://bot-0.bots.chat.svc:8080/alerts", "chat", 8080],
    ["http://bot.own.svc:8080/alerts", "own", 8080],
    ["http://bot:8080/alerts", "monitoring", 8080],
  ])("lead to the namespace of %s", (url, namespace, port) => {
    expect(calls({ webhook: { url } })).toEqual([[namespace, [port]]]);
  });

  it("lead to a Service's port and to its pods', whichever the network judges by", () => {
    const url = "http://bot.chat.svc/alerts";
    expect(calls({ webhook: { url, targetPort: 8080 } })).toEqual([["chat", [80, 8080]]]);
    expect(calls({ webhook: { url, targetPort: 80 } })).toEqual([["chat", [80]]]);
  });

  it.each([
    ["mail.example.com:465", {}, internet, [465]],
    ["mail.corp.example:587", { cidrs: ["10.0.5.0/28"] }, ["10.0.5.0/28"], [587]],
    ["10.0.5.3:587", {}, ["10.0.5.3/32"], [587]],
    ["[fd00:5::3]:587", {}, ["fd00:5::3/128"], [587]],
    ["relay.mail.svc:587", { targetPort: 1587 }, "mail", [587, 1587]],
  ])("lead to the mail server %s", (smarthost, where, to, ports) => {
    expect(calls({ email: { ...mail, smarthost, ...where } })).toEqual([[to, ports]]);
  });

  it("lead to the proxy in place of the internet, where there is one; mail and private servers are reached without it", () => {
    const receiver = {
      slack: { channel: "#a", webhookUrl: secret },
      webhook: { url: secret, cidrs: ["10.0.5.0/28"] },
      email: { ...mail, smarthost: "mail.example.com:587" },
    };
    expect(calls(receiver, { proxy: { address: "proxy.corp.example:3128", cidrs: ["10.0.9.0/28"] } })).toEqual([
      [internet, [587]],
      [["10.0.9.0/28"], [3128]],
      [["10.0.5.0/28"], [443]],
    ]);
  });

  it("are there once, however many receivers share them", () => {
    const both = { pagerduty: { routingKey: secret }, slack: { channel: "#a", webhookUrl: secret } };
    expect(calls(both)).toEqual([[internet, [443]]]);
  });
});
