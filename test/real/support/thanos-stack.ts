import { join } from "node:path";
import { parse, stringify } from "yaml";
import type { ObjectStore } from "./object-store.ts";
import { putPodOnDisk, replicasOf } from "./pod-on-disk.ts";
import { answers, type RunningServer, startServer } from "./processes.ts";
import { PrometheusApi } from "./prometheus-api.ts";
import { type Rendered, renderedManifests } from "./rendered.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { listeningFlags, type ThanosAddresses, type ThanosRole, thanosAddresses } from "./thanos.ts";

/** The gateways of the bucket's first part. */
const STORE = "thanos-store-0";

/** A pod of Thanos, by its workload and its number. */
interface Pod {
  readonly part: string;
  readonly role: ThanosRole;
  readonly addresses: ThanosAddresses;
  /** Its name, and its Service's where others know it by that. */
  readonly hosts: readonly string[];
}

/** Thanos as a stack renders it. */
export interface ThanosStack {
  /** Where Prometheus writes. */
  readonly remoteWrite: string;
  /** The querier itself: its answers are not kept. */
  readonly query: PrometheusApi;
  /** What people's graphs ask. */
  readonly frontend: PrometheusApi;
  /** `host:port` of the API of one pod of each kind, by its scrape job. */
  readonly metrics: Readonly<Record<string, string>>;
  /** Every ingestor, in the hashring's order. */
  readonly ingestors: readonly RunningServer[];
  /** Starts the store gateway, which reads what is in the bucket then. */
  readonly startStore: () => Promise<void>;
  /** Starts the compactor. */
  readonly startCompactor: () => Promise<void>;
  /** Starts every replica of the ruler. The result is the `host:port` of each one's API. */
  readonly startRulers: () => Promise<readonly string[]>;
}

/** What to start it from. */
export interface ThanosStackArgs {
  /** Absolute path of the binary. */
  readonly thanos: string;
  readonly files: Rendered;
  readonly store: ObjectStore;
  /** Changes a configuration file on its way to the disk; absent: it is written as it was rendered. */
  readonly edit?: (podPath: string, text: string) => string;
  /** Arguments on top of the rendered ones, by role; routers get none. */
  readonly more?: Partial<Readonly<Record<ThanosRole, readonly string[]>>>;
}

/**
 * Starts a router, every ingestor, a querier and a query frontend of a stack, with the arguments and files that it renders.
 * These things differ from the cluster's, and no others: addresses, paths, and where the bucket is.
 */
export async function startThanosStack(args: ThanosStackArgs, bed: AsyncDisposableStack): Promise<ThanosStack> {
  const { files } = args;
  const ingestorParts = workloads(files, /^thanos-receive-(?!router)/);
  const pods = await Promise.all([
    ...ingestorParts.flatMap((part) =>
      Array.from({ length: replicasOf(files, part) }, (_, n) =>
        pod(part, "receive", [`${part}-${n}.${part}-pods.monitoring.svc`]),
      ),
    ),
    pod("thanos-receive-router", "receive", ["thanos-receive-router.monitoring.svc"]),
    pod(
      STORE,
      "store",
      [0, 1].map((n) => `${STORE}-${n}.${STORE}-pods.monitoring.svc`),
    ),
    ...workloads(files, /^thanos-ruler$/).flatMap((part) =>
      Array.from({ length: replicasOf(files, part) }, (_, n) =>
        pod(part, "rule", [`${part}-${n}.${part}-pods.monitoring.svc`]),
      ),
    ),
    pod("thanos-compactor", "compact", ["thanos-compactor-0.thanos-compactor-pods.monitoring.svc"]),
    pod("thanos-query", "query", ["thanos-query.monitoring.svc"]),
    pod("thanos-query-frontend", "query-frontend", ["thanos-query-frontend.monitoring.svc"]),
  ]);
  const here = (text: string) => pods.reduce((result, each) => withAddresses(result, each), text);
  const one = (part: string) => {
    const found = pods.find((each) => each.part === part);
    if (found === undefined) throw new Error(`no pod of ${part} was started`);
    return found;
  };
  const start = (each: Pod) => startPod(each, here, args, bed);
  const ingestors = await Promise.all(pods.filter(({ part }) => ingestorParts.includes(part)).map(start));
  await start(one("thanos-receive-router"));
  await start(one("thanos-query"));
  await start(one("thanos-query-frontend"));
  return {
    remoteWrite: `http://${one("thanos-receive-router").addresses.remoteWrite}/api/v1/receive`,
    query: new PrometheusApi(`http://${one("thanos-query").addresses.http}`),
    frontend: new PrometheusApi(`http://${one("thanos-query-frontend").addresses.http}`),
    metrics: Object.fromEntries(
      [
        ["thanos-receive", ingestorParts[0] ?? ""],
        ...["thanos-receive-router", "thanos-query", "thanos-query-frontend"].map((part) => [part, part]),
      ].map(([job, part = ""]) => [job, one(part).addresses.http]),
    ),
    ingestors,
    startStore: async () => {
      await start(one(STORE));
    },
    startCompactor: async () => {
      await start(one("thanos-compactor"));
    },
    startRulers: async () => {
      const rulers = pods.filter(({ part }) => part === "thanos-ruler");
      await Promise.all(rulers.map(start));
      return rulers.map(({ addresses }) => addresses.http);
    },
  };
}

/** The names of the workloads that match. */
function workloads(files: Rendered, name: RegExp): readonly string[] {
  return renderedManifests(files)
    .filter(({ object: { kind, metadata } }) => kind === "StatefulSet" && name.test(metadata.name))
    .map(({ object: { metadata } }) => metadata.name);
}

async function pod(part: string, role: ThanosRole, hosts: readonly string[]): Promise<Pod> {
  return { part, role, hosts, addresses: await thanosAddresses() };
}

function withAddresses(text: string, { hosts, addresses }: Pod): string {
  return hosts.reduce(
    (result, host) =>
      result
        .replaceAll(`${host}:10901`, addresses.grpc)
        .replaceAll(`${host}:10902`, addresses.http)
        .replaceAll(`${host}:19291`, addresses.remoteWrite),
    text,
  );
}

async function startPod(
  { part, role, hosts: [host = part], addresses }: Pod,
  here: (text: string) => string,
  { thanos, files, store, edit = (_, text) => text, more = {} }: ThanosStackArgs,
  bed: AsyncDisposableStack,
): Promise<RunningServer> {
  const name = host.replace(/\..*$/, "");
  const disk = await putPodOnDisk(files, part, {
    root: join(temporaryFolder(bed), name),
    edit: (path, text) => (path.endsWith("/objstore.yaml") ? inStore(text, store) : here(edit(path, text))),
  });
  const flags = listeningFlags(role, addresses);
  const own = disk.args
    .map((argument) => here(argument).replaceAll("$(POD_NAME)", name))
    .filter((argument) => !flags.some((flag) => argument.startsWith(flag.replace(/=.*$/, "="))));
  return startServer(
    {
      name,
      command: thanos,
      args: [...own, ...flags, ...(part === "thanos-receive-router" ? [] : (more[role] ?? []))],
      env: { AWS_ACCESS_KEY_ID: store.accessKey, AWS_SECRET_ACCESS_KEY: store.secretKey },
      ready: () => answers(`http://${addresses.http}/-/ready`),
    },
    bed,
  );
}

/** The rendered file, with the bucket in the tests' object store. */
function inStore(objstore: string, { endpoint, region }: ObjectStore): string {
  const { type, config } = parse(objstore);
  return stringify({ type, config: { ...config, endpoint, region, insecure: true, bucket_lookup_type: "path" } });
}
