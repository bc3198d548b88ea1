import ipaddr from "ipaddr.js";
import { textType } from "./text-type.ts";

/** The library also takes what only C's functions take (`10.1`, octal numbers) and IPv6's zones. */
const grammar = /^[\da-fA-F:.]+\/(?:0|[1-9]\d{0,2})$/;

/** The network that an address with a mask is in, and whether the address is the network's own; nothing where it is none. */
function networkOf(text: string): { readonly text: string; readonly isWhole: boolean } | undefined {
  if (!grammar.test(text)) return undefined;
  const family = text.includes(":") ? ipaddr.IPv6 : ipaddr.IPv4;
  if (!(family === ipaddr.IPv4 ? ipaddr.IPv4.isValidCIDRFourPartDecimal(text) : family.isValidCIDR(text)))
    return undefined;
  const [address, length] = family.parseCIDR(text);
  const network = family.networkAddressFromCIDR(text).toString();
  return { text: `${network}/${length}`, isWhole: network === address.toString() };
}

/** Whether a text is a network in CIDR notation with no bit set outside its mask, as NetworkPolicies want it. */
export function isCidr(text: string): boolean {
  return networkOf(text)?.isWhole === true;
}

/** Whether a host is an address, and not a name. */
export function isAddress(host: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(host) || ipaddr.IPv6.isValid(host);
}

/** Whether an address is in a network of its own family. */
export function isInNetwork(address: string, cidr: string): boolean {
  const [parsed, network] = [ipaddr.parse(address), ipaddr.parseCIDR(cidr)];
  return parsed.kind() === network[0].kind() && parsed.match(network);
}

/** `10.0.0.7` → `10.0.0.7/32`, `10.1.2.3/8` → `10.0.0.0/8`. */
function nearestCidr(text: string): string | undefined {
  if (isAddress(text)) return `${text}/${text.includes(":") ? 128 : 32}`;
  return networkOf(text)?.text;
}

/** A setting that holds a network. */
export function cidr() {
  return textType({
    name: "CIDR",
    expected: 'a network in CIDR notation such as "10.0.0.0/8" or "2001:db8::/32", with no bit set outside its mask',
    examples: ["10.0.0.0/8", "2001:db8::/32"],
    pattern: /^[\da-fA-F:.]+\/\d{1,3}$/,
    parse: (text) => (isCidr(text) ? text : undefined),
    nearest: nearestCidr,
  });
}
