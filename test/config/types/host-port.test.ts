import fc from "fast-check";
import { expect, test } from "vitest";
import { hostPort, parseHostPort } from "../../../config/types/host-port.ts";
import { refusalOf } from "../refusal-of.ts";

test.each([
  ["coordinator-1:9090", "coordinator-1", 9090],
  ["a.b.example.com:1", "a.b.example.com", 1],
  ["Node_1:65535", "Node_1", 65_535],
  ["10.0.0.1:9090", "10.0.0.1", 9090],
  ["[2001:db8::1]:9090", "2001:db8::1", 9090],
  ["[::1]:80", "::1", 80],
])("reads %s", (text, host, port) => {
  expect(parseHostPort(text)).toEqual({ text, host, port });
});

test.each([
  "host",
  "host:",
  ":9090",
  "host:0",
  "host:65536",
  "host:99999",
  "host:090",
  "host:9090 ",
  "ho st:9090",
  "-host:9090",
  "host-:9090",
  "host..com:9090",
  "10.0.0.256:9090",
  "1.2.3:9090",
  "2001:db8::1:9090",
  "[10.0.0.1]:9090",
  "[2001:db8::g]:9090",
  "http://host:9090",
  "user@host:9090",
  "host:9090/metrics",
  `${"a".repeat(64)}:9090`,
])("refuses %j", (text) => {
  expect(parseHostPort(text)).toBeUndefined();
});

test("takes exactly the ports 1 to 65535", () => {
  fc.assert(
    fc.property(fc.integer({ min: -10, max: 99_999 }), (port) => {
      expect(parseHostPort(`host:${port}`)?.port).toBe(port >= 1 && port <= 65_535 ? port : undefined);
    }),
  );
});

test("reads back every host and port it is made of", () => {
  fc.assert(
    fc.property(fc.oneof(fc.domain(), fc.ipV4()), fc.integer({ min: 1, max: 65_535 }), (host, port) => {
      expect(parseHostPort(`${host}:${port}`)).toEqual({ text: `${host}:${port}`, host, port });
    }),
  );
  fc.assert(
    fc.property(fc.ipV6(), fc.integer({ min: 1, max: 65_535 }), (host, port) => {
      expect(parseHostPort(`[${host}]:${port}`)).toEqual({ text: `[${host}]:${port}`, host, port });
    }),
  );
});

test.each([
  ["http://coordinator-1:9090/metrics", "coordinator-1:9090"],
  ["2001:db8::1:9090", "[2001:db8::1]:9090"],
  [" host:9090 ", "host:9090"],
])("suggests for %j the spelling %s", (text, hint) => {
  expect(refusalOf(hostPort(), text).hint).toBe(hint);
});

test("names the range of ports and guesses none", () => {
  expect(refusalOf(hostPort(), "host:99999")).toEqual({
    message: 'expected a host and a port from 1 to 65535, such as "coordinator-1:9090" or "[2001:db8::1]:9090"',
    hint: undefined,
  });
});
