import * as z from "zod";
import { authenticationSchema, tlsSchema } from "./login.ts";
import { serviceOf, wayTo } from "./receivers/way-out.ts";
import { NO_SERVICE, privateCidrs, targetPort } from "./receivers/whereabouts.ts";
import { hostPort } from "./types/host-port.ts";
import { httpPath } from "./types/http-path.ts";
import { list } from "./types/list.ts";

/** An Alertmanager that is there already, whoever brought it. */
export const existingAlertmanagerSchema = z
  .strictObject({
    addresses: list(hostPort(), { min: 1, by: ({ text }) => text }).describe(
      "Where it listens: every replica by itself, which all are told each alert and agree on who notifies, such as " +
        "`alertmanager-main-0.alertmanager-operated.monitoring.svc:9093`.",
    ),
    pathPrefix: httpPath("/alertmanager")
      .exactOptional()
      .describe("What its own paths begin with (its `--web.route-prefix`). Left out: nothing."),
    cidrs: privateCidrs(),
    targetPort: targetPort(),
    tls: tlsSchema.exactOptional(),
    authentication: authenticationSchema.exactOptional(),
  })
  .check(({ value: { addresses, cidrs, targetPort: target, tls }, issues }) => {
    const services = addresses.filter(({ host }) => serviceOf(host) !== undefined);
    const refuse = (key: string, message: string, input: unknown) =>
      issues.push({ code: "custom", path: [key], message, input });
    if (target !== undefined && services.length === 0) refuse("targetPort", NO_SERVICE, target);
    if (cidrs !== undefined && services.length === addresses.length) {
      refuse("cidrs", "for a server outside the cluster; these are Services in it; remove it", cidrs);
    }
    const ways = addresses.flatMap(({ host, port }) => wayTo(host, port, { protocol: "http", cidrs }));
    if (tls === undefined && ways.some(({ to }) => to === "internet")) {
      refuse(
        "tls",
        "needed: alerts go over the internet; set tls: {}, or the private networks that it is in (cidrs)",
        tls,
      );
    }
  })
  .transform(({ cidrs, targetPort: target, addresses, ...given }) => ({
    ...given,
    addresses: addresses.map(({ host, port, text }) => ({
      text,
      host,
      calls: wayTo(host, port, {
        protocol: "http",
        ...(cidrs === undefined ? {} : { cidrs }),
        ...(target === undefined ? {} : { targetPort: target }),
      }),
    })),
  }))
  .describe(
    "An Alertmanager that is there already, and takes the stack's alerts: the stack brings none, nor watches it. `receivers` and `route` are then " +
      "rendered as a file, `alertmanager/alertmanager.yaml` of the preview, for whoever it belongs to. Left out: the stack's own.",
  );
