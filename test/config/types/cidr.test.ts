import fc from "fast-check";
import { expect, test } from "vitest";
import { cidr, isAddress, isCidr, isInNetwork } from "../../../config/types/cidr.ts";
import { refusalOf } from "../refusal-of.ts";

test.each([
  "0.0.0.0/0",
  "10.0.0.0/8",
  "192.168.1.0/24",
  "10.0.0.7/32",
  "::/0",
  "2001:db8::/32",
  "fe80::1/128",
  "2001:DB8:0:0:8000::/65",
  "::ffff:10.0.0.0/104",
])("takes %s", (text) => {
  expect(isCidr(text)).toBe(true);
});

test.each([
  "10.0.0.0",
  "10.0.0.0/33",
  "10.0.0.0/-1",
  "10.0.0.0/08",
  "10.0.0.1/8",
  "10.0.0.0/8 ",
  "10.0.0/8",
  "10.0.0.256/32",
  "2001:db8::1/32",
  "2001:db8::/129",
  "fe80::1%eth0/128",
  "host/8",
  "",
])("refuses %j", (text) => {
  expect(isCidr(text)).toBe(false);
});

test("takes an address with a mask if, and only if, the mask leaves no bit of it out", () => {
  fc.assert(
    fc.property(fc.nat({ max: 2 ** 32 - 1 }), fc.integer({ min: 0, max: 32 }), (value, length) => {
      const address = [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join(".");
      expect(isCidr(`${address}/${length}`)).toBe(value % 2 ** (32 - length) === 0);
    }),
  );
});

test("suggests for an address with a wider mask the network that it is in", () => {
  fc.assert(
    fc.property(fc.nat({ max: 2 ** 32 - 1 }), fc.integer({ min: 0, max: 31 }), (value, length) => {
      fc.pre(value % 2 ** (32 - length) !== 0);
      const address = [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join(".");
      const { hint } = refusalOf(cidr(), `${address}/${length}`);
      expect(String(hint)).toMatch(new RegExp(`/${length}$`));
      expect(isCidr(String(hint))).toBe(true);
    }),
  );
});

test("an address is in a network if it has its first bits, and its family", () => {
  const address = fc.nat({ max: 2 ** 32 - 1 });
  const dotted = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join(".");
  fc.assert(
    fc.property(address, address, fc.integer({ min: 0, max: 32 }), (one, other, length) => {
      const size = 2 ** (32 - length);
      const network = Math.floor(other / size);
      expect(isInNetwork(dotted(one), `${dotted(network * size)}/${length}`)).toBe(Math.floor(one / size) === network);
      expect(isInNetwork(dotted(one), "::/0")).toBe(false);
    }),
  );
});

test.each([
  ["10.0.0.7", true],
  ["2001:db8::1", true],
  ["10.1", false],
  ["0x7f.0.0.1", false],
  ["coordinator-1", false],
  ["", false],
])("whether %j is an address: %j", (host, expected) => {
  expect(isAddress(host)).toBe(expected);
});

test.each([
  ["10.1.2.3/8", "10.0.0.0/8"],
  ["10.0.0.7", "10.0.0.7/32"],
  ["fe80::1", "fe80::1/128"],
])("suggests for %s the spelling %s", (text, hint) => {
  expect(refusalOf(cidr(), text).hint).toBe(hint);
});
