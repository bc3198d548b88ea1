import * as z from "zod";
import { hostPort } from "../types/host-port.ts";
import { anySecretRef } from "../types/kubernetes-secret.ts";
import { patternType } from "../types/text-type.ts";
import { receiverKind } from "./receiver-kind.ts";
import { wayTo } from "./way-out.ts";
import { fitHost, privateCidrs, targetPort } from "./whereabouts.ts";

function emailAddress() {
  return patternType({
    name: "e-mail address",
    expected: 'an e-mail address such as "oncall@example.com"',
    examples: ["oncall@example.com"],
    pattern: /^[^\s@<>,]+@[^\s@<>,]+$/,
  });
}

/** E-mail, by SMTP with TLS. */
export const email = receiverKind({
  settings: z
    .strictObject({
      to: emailAddress().describe("The recipient."),
      from: emailAddress().describe("The sender."),
      smarthost: hostPort().describe("The mail server, reached over TLS."),
      username: patternType({
        name: "user name",
        expected: 'a user name such as "alerts"',
        examples: ["alerts"],
        pattern: /^\S+$/,
      })
        .exactOptional()
        .describe("User name at the mail server; needed with `password`. Left out: none is asked for."),
      password: anySecretRef("password")
        .exactOptional()
        .describe("Password at the mail server; needed with `username`."),
      cidrs: privateCidrs(),
      targetPort: targetPort(),
    })
    .check(fitHost(({ smarthost }) => smarthost.host))
    .check(({ value: { username, password }, issues }) => {
      if ((username === undefined) === (password === undefined)) return;
      const [missing, given] = password === undefined ? ["password", "username"] : ["username", "password"];
      const message = `needed with ${given}; set it, or remove ${given}`;
      issues.push({ code: "custom", path: [missing], message, input: undefined });
    })
    .describe("Sends an e-mail."),
  block: ({ to, from, smarthost, username, password }) => ({
    to,
    from,
    smarthost: smarthost.text,
    require_tls: true,
    ...(username === undefined ? {} : { auth_username: username }),
    ...(password === undefined ? {} : { auth_password_file: password }),
  }),
  calls: ({ smarthost: { host, port }, ...where }) => wayTo(host, port, { protocol: "tcp", ...where }),
});
