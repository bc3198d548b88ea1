import { describe, expect, test } from "vitest";
import { dnsLabel, dnsName, srvName } from "../../../config/types/dns-name.ts";
import { refusalOf } from "../refusal-of.ts";

describe("a name of one label", () => {
  const label = dnsLabel(["butterfly"]);

  test.each(["a", "butterfly", "a-1", "1a", "a".repeat(63)])("may be %s", (text) => {
    expect(label.parse(text)).toBe(text);
  });

  test.each(["", "-a", "a-", "A", "a_b", "a.b", "a".repeat(64)])("is never %j", (text) => {
    expect(refusalOf(label, text).message).toMatch(/^expected a name of lower-case letters/);
  });

  test("suggests lower case and hyphens", () => {
    expect(refusalOf(label, "My_Cluster 1").hint).toBe("my-cluster-1");
  });
});

describe("a host's name", () => {
  const name = dnsName(["grafana.example.com"]);

  test.each(["localhost", "grafana.example.com", "a-b.c1"])("may be %s", (text) => {
    expect(name.parse(text)).toBe(text);
  });

  test.each(["", "a..b", ".a", "a.", "host:80", "host/x", `${"a".repeat(63)}.`.repeat(4)])("is never %j", (text) => {
    expect(refusalOf(name, text).message).toMatch(/^expected a host name/);
  });

  test.each(["99999999999", "10.0.0.256", "10.0.0.1", "grafana.0x1f"])(
    "is not %s, which browsers take for an address",
    (text) => {
      expect(refusalOf(name, text).message).toContain("expected a host name");
    },
  );

  test("suggests the host of a URL", () => {
    expect(refusalOf(name, "https://grafana.example.com/d/x").hint).toBe("grafana.example.com");
  });
});

describe("an SRV record's name", () => {
  test("is a service, a protocol and a domain", () => {
    expect(srvName().parse("_butterfly-compute._tcp.butterfly.local")).toBe("_butterfly-compute._tcp.butterfly.local");
    expect(srvName().parse("_dns._udp.local")).toBe("_dns._udp.local");
  });

  test.each(["butterfly.local", "_tcp.butterfly.local", "_a._sctp.local", "_a._tcp", "_a._tcp."])(
    "is never %s",
    (text) => {
      expect(refusalOf(srvName(), text).message).toMatch(/^expected the name of an SRV record/);
    },
  );
});
