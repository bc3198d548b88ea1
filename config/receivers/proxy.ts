import * as z from "zod";
import { hostPort } from "../types/host-port.ts";
import { wayTo } from "./way-out.ts";
import { fitHost, privateCidrs, targetPort } from "./whereabouts.ts";

/** The proxy through which receivers on the internet are called: its URL, and the way to it. */
export const proxySchema = z
  .strictObject({
    address: hostPort().describe(
      "Where the proxy listens, over plain HTTP: TLS to the receivers goes through it unread.",
    ),
    cidrs: privateCidrs(),
    targetPort: targetPort(),
  })
  .check(fitHost(({ address }) => address.host))
  .transform(({ address, ...where }) => ({
    url: `http://${address.text}`,
    calls: wayTo(address.host, address.port, { protocol: "tcp", ...where }),
  }))
  .describe(
    "The HTTP proxy through which receivers on the internet are called; mail, private networks and the cluster itself " +
      "are reached without it. Left out: receivers are called directly.",
  );
