import { isIPv4, isIPv6 } from "node:net";
import { textType } from "./text-type.ts";

/** An address as one number, with how many bits it has. */
function toBits(address: string): { value: bigint; width: number } | undefined {
  if (isIPv4(address)) {
    return { value: address.split(".").reduce((value, octet) => (value << 8n) | BigInt(octet), 0n), width: 32 };
  }
  if (!isIPv6(address) || address.includes("%")) return undefined;
  // The URL parser writes an address with an embedded IPv4 one in hexadecimal, so that only `::` is left to expand.
  const [head = "", tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split("::");
  const groups = (text: string | undefined) => (text ? text.split(":") : []);
  const [before, after] = [groups(head), groups(tail)];
  const zeros = new Array<string>(8 - before.length - after.length).fill("0");
  const value = [...before, ...zeros, ...after].reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
  return { value, width: 128 };
}

function network(text: string): { address: string; length: number; hostBits: bigint } | undefined {
  const [, address = "", digits = ""] = /^([\da-fA-F:.]+)\/(0|[1-9]\d{0,2})$/.exec(text) ?? [];
  const bits = toBits(address);
  const length = Number(digits);
  if (bits === undefined || length > bits.width) return undefined;
  return { address, length, hostBits: bits.value & ((1n << BigInt(bits.width - length)) - 1n) };
}

/** Whether a text is a network in CIDR notation with no bit set outside its mask, as NetworkPolicies want it. */
export function isCidr(text: string): boolean {
  return network(text)?.hostBits === 0n;
}

/** `10.0.0.7` → `10.0.0.7/32`, `10.1.2.3/8` → `10.0.0.0/8`. */
function nearestCidr(text: string): string | undefined {
  if (isIPv4(text)) return `${text}/32`;
  if (isIPv6(text)) return `${text}/128`;
  const found = network(text);
  if (found === undefined || !isIPv4(found.address)) return undefined;
  const value = (toBits(found.address)?.value ?? 0n) - found.hostBits;
  const octets = [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n);
  return `${octets.join(".")}/${found.length}`;
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
