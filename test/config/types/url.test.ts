import { describe, expect, test } from "vitest";
import { isLoopback, localUrl, pageUrl } from "../../../config/types/url.ts";
import { refusalOf } from "../refusal-of.ts";

const page = pageUrl(["https://grafana.example.com"]);
const local = localUrl(["http://localhost:8080/alerts"]);

describe("the address of a page", () => {
  test.each([
    "https://grafana.example.com",
    "https://example.com:8443/grafana?orgId=1",
    "http://localhost:3000",
    "http://127.0.0.1:3000",
    "http://[::1]:3000",
    "http://grafana:3000",
    "http://grafana.monitoring.svc:3000",
    "http://grafana.monitoring.svc.cluster.local:3000",
  ])("may be %s", (text) => {
    expect(page.parse(text)).toBe(text);
  });

  test("loses its last slashes, so that paths can be added", () => {
    expect(page.parse("https://grafana.example.com/")).toBe("https://grafana.example.com");
    expect(page.parse("https://example.com/grafana//")).toBe("https://example.com/grafana");
  });

  test.each([
    "grafana.example.com",
    "http://grafana.example.com",
    "http://10.0.0.1:3000",
    "http://evil.svc.example.com",
    "http://127.0.0.1.example.com",
    "https://user:password@example.com",
    "https://user@example.com",
    "ftp://example.com",
    "https://",
    "https://exa mple.com",
    "",
  ])("is never %j", (text) => {
    expect(refusalOf(page, text).message).toMatch(/^expected a URL such as "https:\/\/grafana\.example\.com"/);
  });

  test("suggests https", () => {
    expect(refusalOf(page, "http://grafana.example.com/x").hint).toBe("https://grafana.example.com/x");
  });

  test("never repeats a password as a suggestion", () => {
    expect(refusalOf(page, "http://user:password@example.com").hint).toBeUndefined();
  });
});

describe("a local address", () => {
  test.each(["http://localhost:8080/alerts", "https://receiver.alerts.svc/hook", "http://receiver:80"])(
    "may be %s",
    (text) => {
      expect(local.parse(text)).toBe(text);
    },
  );

  test.each(["https://hooks.example.com/T0/secret", "http://10.0.0.1", "localhost:8080"])("is never %s", (text) => {
    expect(refusalOf(local, text).message).toMatch(/^expected a URL on localhost or inside the cluster/);
  });
});

test("knows this machine by all its names", () => {
  const names = ["localhost:3000", "grafana.localhost", "127.1.2.3", "[::1]:3000"];
  expect(names.filter((name) => !isLoopback(`http://${name}`))).toEqual([]);
  expect(
    ["example.com", "localhost.example.com", "grafana", "128.0.0.1"].filter((name) => isLoopback(`http://${name}`)),
  ).toEqual([]);
});
