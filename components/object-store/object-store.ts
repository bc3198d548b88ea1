import { s3Host } from "../../config/direct-hosts.ts";
import type { BucketKind } from "../../config/object-store.ts";
import type { Settings } from "../../config/settings.ts";
import { awsAccount } from "../aws/account.ts";
import { POD_IDENTITY_AGENT, roleAnnotations, tokenCalls } from "../aws/pod-role.ts";
import type { PlaceFacts } from "../place.ts";
import { type Connection, tcp } from "../workload/connection.ts";
import type { Server } from "../workload/server.ts";
import { internetCalls, wayCalls } from "../workload/way-call.ts";

/** A bucket, as a client of S3 is told of it. */
export interface S3Bucket {
  readonly bucket: string;
  /** `host:port`, or a host alone where the port is that of its scheme. */
  readonly endpoint: string;
  readonly region: string;
  /** Plain HTTP. */
  readonly insecure: boolean;
  /** Whether requests name the bucket in their path, or as the client sees fit: servers other than Amazon's seldom have a DNS name for each. */
  readonly addressing: "auto" | "path";
}

/** The stack's object storage, as plain data: nothing is created. */
export interface ObjectStore {
  readonly bucket: (kind: BucketKind) => S3Bucket;
  /** A server with what it needs to get at its bucket: the ways, and keys or a role. */
  readonly opened: (server: Server) => Server;
}

/** The object storage of a stack's settings; absent where they have none. */
export function objectStoreOf(settings: Settings, place: PlaceFacts): ObjectStore | undefined {
  const { objectStore } = settings;
  switch (objectStore?.kind) {
    case undefined:
      return undefined;
    case "s3": {
      const { endpoint, region, tls, buckets } = objectStore;
      return {
        bucket: (kind) => ({
          bucket: named(buckets, kind),
          endpoint: endpoint.text,
          region,
          insecure: tls === "off",
          addressing: /\.amazonaws\.com(?:\.cn)?$/.test(endpoint.host) ? "auto" : "path",
        }),
        opened: (server) => withKeys(server, objectStore, place),
      };
    }
    case "aws": {
      const account = awsAccount(settings);
      const names = bucketNames(settings);
      return {
        bucket: (kind) => ({
          bucket: names[kind],
          endpoint: s3Host(account.region),
          region: account.region,
          insecure: false,
          addressing: "auto",
        }),
        opened: (server) => withRole(server, objectStore, account, place),
      };
    }
  }
}

/** The names of the buckets that a stack makes in AWS. */
export function bucketNames(settings: Settings): Readonly<Record<BucketKind, string>> {
  const given = settings.objectStore?.kind === "aws" ? settings.objectStore.buckets : {};
  const { accountId } = awsAccount(settings);
  const name = (kind: BucketKind) => given[kind] ?? `${settings.cluster.name}-${accountId}-${kind}`;
  return { metrics: name("metrics"), logs: name("logs"), traces: name("traces") };
}

/** @throws {Error} where the settings name none: their checks refuse a kind that is kept and has no bucket. */
function named(buckets: Elsewhere["buckets"], kind: BucketKind): string {
  const bucket = buckets[kind];
  if (bucket === undefined) throw new Error(`object storage: no bucket for ${kind}`);
  return bucket;
}

type InAws = Extract<NonNullable<Settings["objectStore"]>, { kind: "aws" }>;
type Elsewhere = Extract<NonNullable<Settings["objectStore"]>, { kind: "s3" }>;

/** Every client of S3 here looks for keys in these variables first, and finds none in its file. */
function withKeys(server: Server, { accessKey, secretKey, calls }: Elsewhere, place: PlaceFacts): Server {
  const directory = "object-store";
  return {
    ...server,
    environment: {
      ...server.environment,
      AWS_ACCESS_KEY_ID: { secretDirectory: directory, file: "access-key" },
      AWS_SECRET_ACCESS_KEY: { secretDirectory: directory, file: "secret-key" },
    },
    secrets: [
      ...(server.secrets ?? []),
      {
        name: directory,
        mountPath: "/etc/object-store",
        files: { "access-key": accessKey, "secret-key": secretKey },
        onChange: "restart",
      },
    ],
    calls: [...server.calls, ...calls.flatMap((way) => wayCalls(way, place, "object store", "keep data", server.zone))],
  };
}

function withRole(
  server: Server,
  { identity, cidrs }: InAws,
  account: ReturnType<typeof awsAccount>,
  place: PlaceFacts,
): Server {
  const why = "keep data in Amazon S3";
  const s3: readonly Connection[] =
    cidrs === undefined
      ? internetCalls(place, why, server.zone)
      : [{ to: { kind: "addresses", name: "Amazon S3", cidrs }, ports: tcp(443), why }];
  if (identity === "pod-identity") return { ...server, calls: [...server.calls, ...s3, POD_IDENTITY_AGENT] };
  const sts = tokenCalls(place, server);
  return {
    ...server,
    accountAnnotations: { ...server.accountAnnotations, ...roleAnnotations(server, place.cluster, account) },
    calls: [...server.calls, ...s3, ...(cidrs === undefined ? [] : sts)],
  };
}
