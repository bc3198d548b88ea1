import { text } from "node:stream/consumers";
import { z } from "zod";
import { serveOnLoopback } from "./loopback-server.ts";

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
  commonLabels: z.record(z.string(), z.string()),
});

/** An event for PagerDuty (https://developer.pagerduty.com/docs/send-alert-event). */
export const PagerDutyEvent = z.looseObject({
  routing_key: z.string(),
  event_action: z.enum(["trigger", "acknowledge", "resolve"]),
  payload: z.looseObject({ summary: z.string(), severity: z.string() }).optional(),
  links: z.array(z.looseObject({ href: z.string(), text: z.string() })).optional(),
});

/** A message for Slack (https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks). */
export const SlackMessage = z.looseObject({
  channel: z.string(),
  attachments: z.array(z.looseObject({ title: z.string(), text: z.string() })),
});

/** One request of Alertmanager. */
interface Delivery {
  /** The path it was posted to. */
  readonly path: string;
  /** When it came, on the clock of `performance.now()`. */
  readonly at: number;
  readonly body: unknown;
}

/** All services that are notified, played by one server: each has a path of its own. */
export class Receivers {
  readonly #deliveries: Delivery[] = [];
  readonly #url: string;

  private constructor(url: string) {
    this.#url = url;
  }

  /** Starts the server; it stops with the bed. */
  static async start(bed: AsyncDisposableStack): Promise<Receivers> {
    const url = await serveOnLoopback(async (incoming, response) => {
      const body: unknown = JSON.parse(await text(incoming));
      receivers.#deliveries.push({ path: incoming.url ?? "", at: performance.now(), body });
      // PagerDuty accepts with 202, Slack with the text "ok"; a webhook is content with either.
      response.writeHead(incoming.url === "/pagerduty" ? 202 : 200).end("ok");
    }, bed);
    const receivers = new Receivers(url);
    return receivers;
  }

  /** The URL of one service. */
  url(service: string): string {
    return `${this.#url}/${service}`;
  }

  /** What a service was sent, with the time it came. */
  sent<T>(service: string, message: z.ZodType<T>): readonly { readonly at: number; readonly message: T }[] {
    return this.#deliveries
      .filter(({ path }) => path === `/${service}`)
      .map(({ at, body }) => ({ at, message: message.parse(body) }));
  }

  /** The services that were sent anything. */
  notified(): ReadonlySet<string> {
    return new Set(this.#deliveries.map(({ path }) => path.slice(1)));
  }
}
