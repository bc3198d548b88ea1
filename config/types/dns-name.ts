import { isIP } from "node:net";
import { patternType, textType } from "./text-type.ts";

const label = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";

/** A name of one label, as namespaces and Kubernetes objects have it (RFC 1123: at most 63 of a-z, 0-9 and -). */
export function dnsLabel(examples: readonly string[]) {
  return patternType({
    name: "name",
    expected: `a name of lower-case letters, digits and hyphens, at most 63 long, such as "${examples[0]}"`,
    examples,
    pattern: new RegExp(`^${label}$`),
    nearest: (text) =>
      text
        .trim()
        .toLowerCase()
        .replaceAll(/[\s_.]+/g, "-"),
  });
}

function isHostName(text: string): boolean {
  return hostName.test(text) && isIP(text) === 0 && URL.parse(`https://${text}`)?.hostname === text;
}

const hostName = new RegExp(`^(?=.{1,253}$)${label}(?:\\.${label})*$`);

/** A host's full name (RFC 1123), e.g. `grafana.example.com`. One that ends in a number is an address to every browser. */
export function dnsName(examples: readonly string[]) {
  return textType({
    name: "host name",
    expected: `a host name such as "${examples[0]}", without scheme, port or path`,
    examples,
    pattern: hostName,
    parse: (text) => (isHostName(text) ? text : undefined),
    nearest: (text) => (URL.canParse(text) ? new URL(text).hostname || undefined : undefined),
  });
}

/** The name of an SRV record (RFC 2782), e.g. `_butterfly-compute._tcp.butterfly.local`. */
export function srvName() {
  return patternType({
    name: "SRV record",
    expected: 'the name of an SRV record such as "_butterfly-compute._tcp.butterfly.local"',
    examples: ["_butterfly-compute._tcp.butterfly.local"],
    pattern: new RegExp(`^(?=.{1,253}$)_${label}\\._(?:tcp|udp)(?:\\.${label})+$`),
  });
}
