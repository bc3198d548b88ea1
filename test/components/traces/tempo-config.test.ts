/** Tempo's own binary cannot be built from public modules: its keys are held against those that it reads. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { renderTempoConfig } from "../../../components/traces/tempo-config.ts";
import { images } from "../../../facts/images.ts";
import { settingsWith } from "../settings.ts";

const file = new URL("tempo-2.10.8-keys.txt", import.meta.url);
const keys: ReadonlySet<string> = new Set(
  readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#")),
);

/** The paths of a file that Tempo does not know. Below the receivers everything is the OpenTelemetry Collector's. */
function unknownKeys(value: unknown, path: readonly string[] = []): readonly string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  if (path.join(".") === "distributor.receivers") return [];
  return Object.entries(value).flatMap(([key, below]) => {
    const here = [...path, key];
    return [...(keys.has(here.join(".")) ? [] : [here.join(".")]), ...unknownKeys(below, here)];
  });
}

const bucket = {
  bucket: "traces",
  endpoint: "s3.eu-central-1.amazonaws.com",
  region: "eu-central-1",
  insecure: false,
  addressing: "auto",
} as const;

function configOf(traces: object, others: Partial<Parameters<typeof renderTempoConfig>[0]> = {}) {
  const { traces: settings } = settingsWith({ traces: { store: "volume", ...traces } });
  if (settings === undefined) throw new Error("the settings have no traces");
  return parse(renderTempoConfig({ settings, peers: "tempo-pods.monitoring.svc", ...others }));
}

/** Several replicas, which the settings' checks allow with a bucket alone. */
function ofThree(traces: object = {}) {
  const { traces: settings } = settingsWith({ traces: { store: "volume", ...traces } });
  if (settings === undefined) throw new Error("the settings have no traces");
  return parse(
    renderTempoConfig({ settings: { ...settings, replicas: 3 }, peers: "tempo-pods.monitoring.svc", bucket }),
  );
}

describe("Tempo's file", () => {
  test("has no key that Tempo does not read", () => {
    expect(unknownKeys(configOf({}))).toEqual([]);
    expect(unknownKeys(ofThree())).toEqual([]);
    // As a slip would show.
    expect(unknownKeys({ compactor: { compaction: { retention: "1h" } } })).toEqual(["compactor.compaction.retention"]);
  });

  test("is checked against the keys of the version that is deployed", () => {
    expect(images.tempo).toContain(":2.10.8@");
  });

  test("has durations that Go reads", () => {
    const { compactor, query_frontend } = configOf({ retention: "1y" });
    expect(compactor.compaction.block_retention).toBe("31536000s");
    expect(query_frontend.search.max_duration).toBe("31536000s");
  });

  test("keeps one copy without gossip, or three with it", () => {
    expect(configOf({}).ingester.lifecycler.ring).toEqual({ kvstore: { store: "inmemory" }, replication_factor: 1 });
    expect(configOf({}).memberlist).toBeUndefined();
    const three = ofThree();
    expect(three.ingester.lifecycler.ring).toEqual({ kvstore: { store: "memberlist" }, replication_factor: 3 });
    expect(three.memberlist.join_members).toEqual(["tempo-pods.monitoring.svc:7946"]);
    expect(three.querier.frontend_worker.frontend_address).toBe("tempo-pods.monitoring.svc:9095");
  });

  test("takes every span of the stack at once, where each is an error, and never less than Tempo by itself", () => {
    const { ingestion } = configOf({ spansPerSecond: 20_000 }).overrides.defaults;
    expect(ingestion.rate_limit_bytes).toBeGreaterThanOrEqual(20_000 * 530);
    expect(ingestion.max_traces_per_user).toBeGreaterThan(10_000);
    const small = configOf({ spansPerSecond: 10 }).overrides.defaults.ingestion;
    expect(small).toMatchObject({ rate_limit_bytes: 15_000_000, max_traces_per_user: 10_000 });
  });

  test("asks for a bucket in its path where the store wants that", () => {
    const { forcepathstyle } = configOf({}, { bucket: { ...bucket, addressing: "path" } }).storage.trace.s3;
    expect(forcepathstyle).toBe(true);
    expect(configOf({}, { bucket }).storage.trace.s3.forcepathstyle).toBe(false);
  });
});
