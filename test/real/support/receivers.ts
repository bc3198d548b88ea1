import { text } from "node:stream/consumers";
import { parse, stringify } from "yaml";
import { z } from "zod";
import { serveOnLoopback } from "../../../tools/servers/loopback-server.ts";

/** What Alertmanager posts to a webhook (https://prometheus.io/docs/alerting/latest/configuration/#webhook_config). */
export const WebhookMessage = z.looseObject({
  receiver: z.string(),
  status: z.enum(["firing", "resolved"]),
  alerts: z.array(
    z.looseObject({
      status: z.enum(["firing", "resolved"]),
      labels: z.record(z.string(), z.string()),
      annotations: z.record(z.string(), z.string()),
    }),
  ),
  groupLabels: z.record(z.string(), z.string()),
});

/** An event for PagerDuty (https://developer.pagerduty.com/docs/send-alert-event). */
export const PagerDutyEvent = z.looseObject({
  routing_key: z.string(),
  event_action: z.enum(["trigger", "acknowledge", "resolve"]),
  dedup_key: z.string(),
  payload: z.looseObject({ summary: z.string(), severity: z.string() }),
  links: z.array(z.looseObject({ href: z.string(), text: z.string() })),
});

/** A message for Slack (https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks). */
export const SlackMessage = z.looseObject({
  channel: z.string(),
  attachments: z.array(z.looseObject({ title: z.string(), text: z.string() })),
});

const AlertmanagerYml = z.looseObject({
  global: z.looseObject({}),
  receivers: z.array(z.looseObject({ name: z.string(), webhook_configs: z.array(z.unknown()).default([]) })),
});

/** A rendered `alertmanager.yml` by which nobody is told of anything, whoever it would be. */
export function withoutReceivers(alertmanagerYml: string): string {
  const config = AlertmanagerYml.parse(parse(alertmanagerYml));
  return stringify({ ...config, receivers: config.receivers.map(({ name }) => ({ name })) }, { lineWidth: 0 });
}

/** A request of Alertmanager. */
interface Delivery {
  readonly service: string;
  /** When it came, on the clock of `performance.now()`. */
  readonly at: number;
  readonly body: unknown;
}

/** Everything that can be notified, played by one server. Each service has a path of its own and keeps what it was sent. */
export class Receivers {
  readonly #deliveries: Delivery[] = [];
  #url = "";

  /** Starts the server; it stops with the bed. */
  static async start(bed: AsyncDisposableStack): Promise<Receivers> {
    const receivers = new Receivers();
    receivers.#url = await serveOnLoopback(async (incoming, response) => {
      const service = (incoming.url ?? "").slice(1);
      const body: unknown = JSON.parse(await text(incoming));
      receivers.#deliveries.push({ service, at: performance.now(), body });
      // PagerDuty accepts with 202, Slack with the text "ok"; a webhook is content with either.
      response.writeHead(service === "pagerduty" ? 202 : 200).end("ok");
    }, bed);
    return receivers;
  }

  /**
   * The content of a secret's file. One that holds a URL leads to the service of the secret's name; any other holds
   * `value-of-<name>`.
   */
  secret(name: string): string {
    return name.endsWith("Url") ? `${this.#url}/${name}` : `value-of-${name}`;
  }

  /**
   * A rendered `alertmanager.yml` whose PagerDuty is the service `pagerduty`, and in which each receiver that notifies
   * anybody also posts to the service `copy-for-<receiver>`: a webhook shows all labels.
   */
  withCopies(alertmanagerYml: string): string {
    const config = AlertmanagerYml.parse(parse(alertmanagerYml));
    const receivers = config.receivers.map((receiver) => {
      const { name, webhook_configs, ...others } = receiver;
      if (webhook_configs.length === 0 && Object.keys(others).length === 0) return { name };
      const copy = { url: `${this.#url}/copy-for-${name}`, send_resolved: true };
      return { ...receiver, webhook_configs: [...webhook_configs, copy] };
    });
    const global = { ...config.global, pagerduty_url: `${this.#url}/pagerduty` };
    return stringify({ ...config, global, receivers }, { lineWidth: 0 });
  }

  /** What a service was sent, in order, with the time it came. */
  sentTo<T>(service: string, message: z.ZodType<T>): readonly { readonly at: number; readonly message: T }[] {
    return this.#deliveries
      .filter((delivery) => delivery.service === service)
      .map(({ at, body }) => ({ at, message: message.parse(body) }));
  }

  /** The services that were sent anything, in alphabetical order. */
  notified(): readonly string[] {
    return [...new Set(this.#deliveries.map(({ service }) => service))].sort();
  }
}
