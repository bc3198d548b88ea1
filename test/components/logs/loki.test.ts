import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { logsServers } from "../../../components/logs/logs.ts";
import { objectStoreOf } from "../../../components/object-store/object-store.ts";
import { placeFacts } from "../../../components/place.ts";
import { settingsWith } from "../settings.ts";

const objectStore = {
  kind: "s3",
  endpoint: "minio.storage.svc:9000",
  buckets: { logs: "lines" },
  accessKey: { secret: "accessKey" },
  secretKey: { secret: "secretKey" },
};

function filesOf(logs: object): Readonly<Record<string, string>> {
  const settings = settingsWith({ logs, ...("store" in logs ? {} : { objectStore }) });
  const place = placeFacts("test", settings);
  const [loki] = logsServers({ place, settings: settings.logs, store: objectStoreOf(settings, place) });
  return loki?.config?.[0]?.files ?? {};
}

describe("Loki", () => {
  it("is not there where no setting asks for it", () => {
    const settings = settingsWith();
    expect(logsServers({ place: placeFacts("test", settings), settings: settings.logs })).toEqual([]);
  });

  it("keeps one copy alone, on its volume or in the bucket", () => {
    const onVolume = parse(filesOf({ store: "volume" })["loki.yaml"] ?? "");
    expect(onVolume.common).toMatchObject({ replication_factor: 1, storage: { object_store: { filesystem: {} } } });
    expect(onVolume).not.toHaveProperty("memberlist");
    expect(onVolume.compactor).not.toHaveProperty("horizontal_scaling_mode");
    const inBucket = parse(filesOf({})["loki.yaml"] ?? "");
    expect(inBucket.common.storage.object_store.s3).toMatchObject({ bucket_name: "lines", bucket_lookup_type: "path" });
    expect(inBucket.compactor.delete_request_store).toBe("s3");
  });

  it.each([3, 5])("of %i replicas has one that compacts, which all call, and all know each other", (replicas) => {
    const files = filesOf({ replicas });
    const worker = parse(files["loki.yaml"] ?? "");
    const main = parse(files["loki-0.yaml"] ?? "");
    expect(Object.keys(files)).toEqual(["loki.yaml", "loki-0.yaml"]);
    expect([main, worker].map(({ compactor }) => compactor.horizontal_scaling_mode)).toEqual(["main", "worker"]);
    expect({ ...main, compactor: {} }).toEqual({ ...worker, compactor: {} });
    expect(worker.common).toMatchObject({
      replication_factor: 3,
      compactor_grpc_address: "loki-0.loki-pods.monitoring.svc:9095",
    });
    expect(new Set(worker.memberlist.join_members).size).toBe(replicas);
  });

  it("keeps audit lines as long as is asked, and answers a query over all of it", () => {
    const { limits_config } = parse(
      filesOf({ store: "volume", retention: "30d", auditRetention: "2y" })["loki.yaml"] ?? "",
    );
    expect(limits_config).toMatchObject({ retention_period: "30d", max_query_length: "2y" });
    expect(limits_config.retention_stream).toEqual([{ selector: '{log_kind="audit"}', priority: 1, period: "2y" }]);
  });
});
