import { describe, expect, it } from "vitest";
import { renderReceivers } from "../../../components/alerting/receivers.ts";
import { settingsWith } from "../settings.ts";

const secret = { secret: "someUrl" };
const render = (alertmanager: object) => renderReceivers(settingsWith({ alertmanager }).alertmanager);

describe("receivers", () => {
  it("name the files of secrets, however deep, and hold none", () => {
    const [receiver] = render({
      receivers: {
        one: { pagerduty: { routingKey: { secret: "key" } }, slack: { channel: "#a", webhookUrl: secret } },
      },
      route: { receiver: "one" },
    });
    expect(receiver).toMatchObject({
      pagerduty_configs: [{ routing_key_file: "/etc/alertmanager/secrets/key" }],
      slack_configs: [{ api_url_file: "/etc/alertmanager/secrets/someUrl" }],
    });
    expect(JSON.stringify(receiver)).not.toContain('"secret"');
  });

  it("tell the end of a fault to people, and not to the service that listens for the heartbeat", () => {
    const rendered = render({
      receivers: { people: { webhook: { url: secret } }, heartbeat: { webhook: { url: secret } } },
      route: { receiver: "people" },
      watchdog: { receiver: "heartbeat" },
    });
    expect(rendered).toMatchObject([
      { name: "people", webhook_configs: [{ send_resolved: true }] },
      { name: "heartbeat", webhook_configs: [{ send_resolved: false }] },
    ]);
  });

  it("on the internet are called through the proxy; mail, private networks and the cluster itself are not", () => {
    const [proxied] = render({
      receivers: {
        one: {
          pagerduty: { routingKey: secret },
          webhook: { url: "http://bot.chat.svc/alerts" },
          slack: { channel: "#a", webhookUrl: secret, cidrs: ["10.0.5.0/28"] },
          email: { to: "a@example.com", from: "b@example.com", smarthost: "mail.example.com:587" },
        },
      },
      route: { receiver: "one" },
      proxy: { address: "proxy.corp.example:3128", cidrs: ["10.0.9.0/28"] },
    });
    expect(proxied).toMatchObject({
      pagerduty_configs: [{ http_config: { proxy_url: "http://proxy.corp.example:3128" } }],
    });
    expect(JSON.stringify(proxied).match(/proxy_url/g)).toHaveLength(1);
  });
});
