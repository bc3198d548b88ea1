import { RE2JS } from "re2js";
import { describe, expect, it } from "vitest";
import {
  IDENTIFIER_KEYS,
  REMOVED_KEYS,
  TEXT_ATTRIBUTES,
} from "../../../../components/collection/agent/scrub/field-names.ts";
import { LEFTOVERS, LOOKS } from "../../../../components/collection/agent/scrub/looks.ts";
import {
  NAMED_IN_JSON_TEXT,
  NAMED_IN_TEXT,
  QUOTED_NUMBERS,
} from "../../../../components/collection/agent/scrub/named-in-text.ts";
import type { Look, Replacement } from "../../../../components/collection/agent/scrub/replacement.ts";
import { PERSONAL_TEXTS } from "./personal-texts.ts";

const ALL = [...LOOKS, ...NAMED_IN_JSON_TEXT, QUOTED_NUMBERS, ...NAMED_IN_TEXT];

const found = (text: string, pattern: string) => RE2JS.compile(pattern).matcher(text).find();
const replaced = (text: string, replacements: readonly Replacement[]) =>
  replacements.reduce((now, { pattern, by }) => RE2JS.compile(pattern).matcher(now).replaceAll(by), text);
/** What the agent makes of a text: looks without a sign are not taken. */
const scrubbed = (text: string, looks: readonly Look[] = [...LOOKS, ...NAMED_IN_TEXT]) =>
  looks
    .filter(({ signs }) => signs.some((sign) => found(text.toLowerCase().replaceAll('"', '\\"'), sign)))
    .reduce((now, { replacements }) => replaced(now, replacements), text);

describe("each look", () => {
  it.each(ALL.map((look) => [look.specimen, look] as const))("shows by %s that all of it ran", (specimen, look) => {
    const { replacements, signs, becomes } = look;
    expect(replaced(specimen, replacements)).toBe(becomes);
    for (const skipped of replacements) {
      const others = replacements.filter((each) => each !== skipped);
      expect(replaced(specimen, others), `without ${skipped.pattern}`).not.toBe(becomes);
    }
    for (const sign of signs) expect(sign, "is found fast").toMatch(/^(?:[\w@%: /-]|\\\\|\\\[|\[.\])/);
  });
});

describe("what is personal goes, with what introduces it or by how it looks", () => {
  it.each(PERSONAL_TEXTS)("%s", (text, becomes) => {
    expect(scrubbed(text)).toBe(becomes);
  });

  it.each([
    ['{"a":"{\\"user_id\\":\\"u-77\\",\\"n\\":1}"}', '{"a":"{\\"user_id\\":\\"[redacted]\\",\\"n\\":1}"}'],
    ['{"user_id": 77, "at": 1732220000123456789}', '{"user_id": "77", "at": "1732220000123456789"}'],
  ])("and what is JSON stays JSON: %s", (text, becomes) => {
    const got = scrubbed(text, [...LOOKS, ...NAMED_IN_JSON_TEXT, QUOTED_NUMBERS]);
    expect(got).toBe(becomes);
    expect(() => JSON.parse(got)).not.toThrow();
  });
});

describe("what is not personal stays: lines of servers, as they write them", () => {
  it.each([
    'I1121 10:00:00.123456       1 controller.go:228] "Reconciling" logger="deployment" namespace="kube-system" name="coredns-7d9c6bdf54-x2x4z" resourceVersion="123456" duration="12.345ms"',
    "W1121 10:00:00.000000    1234 kubelet.go:2500] Housekeeping took longer than expected: 1.5s (limit 1s), pod UID 3f2504e0-4f89-11d3-9a0c-0305e82c3301",
    'E1121 10:00:00.1 1 reflector.go:205] "Failed to watch" err="failed to list *v1.Secret: secrets is forbidden" reflector="k8s.io/client-go/informers/factory.go:160" type="*v1.Secret"',
    'ts=2026-11-21T10:00:00.123Z caller=head.go:123 level=info component=tsdb msg="Head GC completed" caller=truncateMemory duration=12.345678ms',
    'time=2026-11-21T10:00:00.123+01:00 level=INFO source=main.go:1536 msg="Loading configuration file" filename=/etc/prometheus/prometheus.yml',
    'level=info ts=2026-11-21T10:00:00.123456789Z caller=metrics.go:237 component=querier org_id=fake latency=fast query="{app=\\"foo\\"} |= `x`" query_hash=1234567890 length=1h0m0s step=14s throughput=1.2GB total_bytes=14MB',
    "INFO 11-21 10:00:00 [loggers.py:127] Engine 000: Avg prompt throughput: 123.4 tokens/s, Avg generation throughput: 567.8 tokens/s, Running: 12 reqs, GPU KV cache usage: 45.6%",
    "NCCL INFO Channel 03/16 : 0[0] -> 1[1] via P2P/CUMEM/read comm 0x55d5c8a8e000 rank 0 nRanks 8 busId 1a000 commId 0x123456789abcdef0",
    "torch.Size([8, 128, 4096]) on cuda:0, compiled std::vector at 12:34:56 in 1.5s, v1.2.3",
    "NVRM: Xid (PCI:0000:1a:00): 79, pid=1234, GPU has fallen off the bus.",
    "[   12.345678] nvidia 0000:1a:00.0: enabling device (0140 -> 0142)",
    "task-worker-0123456789abcdefghij disk-0123456789 2026-11-21 1732220000123456 sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "https://loki.monitoring.svc:3100/loki/api/v1/push basic authentication is off, bearer token is missing",
    "raft: member_id=8e9e05c52164694d term 12 commit 123456, +12 entries, 5e+10 bytes",
  ])("%s", (line) => {
    expect(scrubbed(line)).toBe(line);
    for (const { pattern } of LEFTOVERS) expect(found(line, pattern), pattern).toBe(false);
  });
});

describe("the last look", () => {
  it.each(["anna@example.com", "203.0.113.7", "10.0.1.0", "2001:db8::7", "fe80::1", "::1", "1:2:3:4:5:6:7:8"])(
    "finds %s, and not what becomes of it",
    (text) => {
      const finds = (one: string) => LEFTOVERS.some(({ pattern }) => found(one, pattern));
      expect(finds(`of ${text},`)).toBe(true);
      expect(finds(scrubbed(`of ${text},`).replace(/mailto:\S+@\S+/, "0a1b"))).toBe(false);
    },
  );
});

describe("keys", () => {
  const identifier = (key: string) => found(key, IDENTIFIER_KEYS);
  const removed = (key: string) => REMOVED_KEYS.some((pattern) => found(key, pattern));

  it.each([
    "userId",
    "User_ID",
    "user.id",
    "client.user.id",
    "X-User-Id",
    "currentUserId",
    "enduser.id",
    "firstName",
    "llm.user.0",
  ])("%s is hashed", (key) => expect(identifier(key)).toBe(true));

  it.each([
    "password",
    "db.password",
    "X-Api-Key",
    "apiKey",
    "Authorization",
    "http.request.header.cookie.0",
    "creditCard",
  ])("of %s nothing stays", (key) => expect(removed(key)).toBe(true));

  it.each([
    "k8s.pod.name",
    "level",
    "component",
    "duration_ms",
    "token_count",
    "max_tokens",
    "host.id",
    "user_agent.name",
  ])("%s stays", (key) => expect(identifier(key) || removed(key)).toBe(false));

  it("of each attribute with a text nothing stays where its length could not be told", () => {
    expect(TEXT_ATTRIBUTES.filter((key) => !removed(key))).toEqual([]);
  });
});
