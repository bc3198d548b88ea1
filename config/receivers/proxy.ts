import * as z from "zod";
import { hostPort } from "../types/host-port.ts";
import { wayTo } from "./way-out.ts";
import { fitHost, privateCidrs, targetPort } from "./whereabouts.ts";

/** The proxy through which receivers on the internet are called: its URL, and the way to it. */
export const proxySchema = z
  .strictObject({
    address: hostPort().describe("Where the proxy listens, over plain HTTP: TLS goes through it unread."),
    cidrs: privateCidrs(),
    targetPort: targetPort(),
  })
  .check(fitHost(({ address }) => address.host))
  .transform(({ address, ...where }) => ({
    url: `http://${address.text}`,
    calls: wayTo(address.host, address.port, { protocol: "tcp", ...where }),
  }))
  .check(({ value: { url, calls }, issues }) => {
    if (calls.length > 0) return;
    const message = "is the pod itself, where no proxy listens; name the host that one is on";
    issues.push({ code: "custom", path: ["address"], message, input: url });
  })
  .describe(
    "The HTTP proxy through which receivers on the internet are called; mail, private networks and the cluster itself " +
      "are reached without it. Left out: the stack's own (`proxy`), without one receivers are called directly.",
  );
