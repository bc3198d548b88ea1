import { existsSync } from "node:fs";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import {
  answers,
  type RestartableServer,
  type RunningServer,
  restartable,
  startServer,
} from "../../../tools/servers/processes.ts";
import { temporaryFolder } from "../../../tools/servers/temporary-folder.ts";
import type { ObjectStore } from "./object-store.ts";
import { putPodOnDisk, replicasOf } from "./pod-on-disk.ts";
import { PrometheusApi } from "./prometheus-api.ts";
import { type Rendered, renderedManifests } from "./rendered.ts";
import { listeningFlags, type ThanosAddresses, type ThanosRole, thanosAddresses } from "./thanos.ts";

/** The gateways of the bucket's first part. */
const STORE = "thanos-store-0";

/** The folder of an ingestor's volume with what is written without a tenant's name. */
const TENANT = "default-tenant";

/** A pod of Thanos, by its workload and its number. */
interface Pod {
  readonly part: string;
  readonly role: ThanosRole;
  readonly addresses: ThanosAddresses;
  /** Its name, or its Service's where others know it by that. */
  readonly host: string;
  /** The folder that stands for `/`; its volume stays when it is started again. */
  readonly root: string;
}

/** A pod of Thanos that can be ended, and started again with its volume. */
export interface ThanosPod extends RestartableServer {
  /** `host:port` of its API. */
  readonly http: string;
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
  readonly ingestors: readonly ThanosPod[];
  readonly router: ThanosPod;
  readonly querier: ThanosPod;
  readonly queryFrontend: ThanosPod;
  /** The store gateways, which have yet to be started. */
  readonly gateways: readonly ThanosPod[];
  /** It has yet to be started. */
  readonly compactor: ThanosPod;
  /** The replicas of the ruler, which have yet to be started. */
  readonly rulers: readonly ThanosPod[];
}

/** What to start it from. */
export interface ThanosStackArgs {
  /** Absolute path of the binary. */
  readonly thanos: string;
  readonly files: Rendered;
  readonly store: ObjectStore;
  /** Changes a configuration file on its way to the disk; absent: it is written as it was rendered. */
  readonly edit?: (podPath: string, text: string) => string;
  /** Makes a folder of blocks that an ingestor has cut before, and has yet to upload. Absent: there are none. */
  readonly blocks?: () => Promise<string>;
  /** Arguments on top of the rendered ones, by role; routers get none. */
  readonly more?: Partial<Readonly<Record<ThanosRole, readonly string[]>>>;
}

/**
 * Starts a router, every ingestor, a querier and a query frontend of a stack, with the arguments and files that it renders.
 * These things differ from the cluster's, and no others: addresses, paths, and where the bucket is.
 */
export async function startThanosStack(args: ThanosStackArgs, bed: AsyncDisposableStack): Promise<ThanosStack> {
  const { files } = args;
  const folder = temporaryFolder(bed);
  const pod = async (part: string, role: ThanosRole, host: string): Promise<Pod> => {
    return { part, role, host, addresses: await thanosAddresses(), root: join(folder, host) };
  };
  const replicas = (parts: readonly string[], role: ThanosRole) =>
    Promise.all(
      parts.flatMap((part) =>
        Array.from({ length: replicasOf(files, part) }, (_, n) =>
          pod(part, role, `${part}-${n}.${part}-pods.monitoring.svc`),
        ),
      ),
    );
  // One of those behind a Service.
  const behind = (part: string, role: ThanosRole) => pod(part, role, `${part}.monitoring.svc`);
  const pods = {
    ingestors: await replicas(workloads(files, /^thanos-receive-(?!router)/), "receive"),
    gateways: await replicas([STORE], "store"),
    rulers: await replicas(workloads(files, /^thanos-ruler$/), "rule"),
    compactor: await pod("thanos-compactor", "compact", "thanos-compactor-0.thanos-compactor-pods.monitoring.svc"),
    router: await behind("thanos-receive-router", "receive"),
    querier: await behind("thanos-query", "query"),
    queryFrontend: await behind("thanos-query-frontend", "query-frontend"),
  };
  const all = Object.values(pods).flat();
  const here = (text: string) => all.reduce((result, each) => withAddresses(result, each), text);
  const prepared = (one: Pod): ThanosPod => ({
    http: one.addresses.http,
    ...restartable(() => startPod(one, here, args, bed)),
  });
  const ingestors = pods.ingestors.map(prepared);
  const [router, querier, queryFrontend] = [
    prepared(pods.router),
    prepared(pods.querier),
    prepared(pods.queryFrontend),
  ];
  await Promise.all(ingestors.map(({ start }) => start()));
  for (const { start } of [router, querier, queryFrontend]) await start();
  return {
    remoteWrite: `http://${pods.router.addresses.remoteWrite}/api/v1/receive`,
    query: new PrometheusApi(`http://${querier.http}`),
    frontend: new PrometheusApi(`http://${queryFrontend.http}`),
    metrics: {
      "thanos-receive": ingestors[0]?.http ?? "",
      "thanos-receive-router": router.http,
      "thanos-query": querier.http,
      "thanos-query-frontend": queryFrontend.http,
    },
    ingestors,
    router,
    querier,
    queryFrontend,
    gateways: pods.gateways.map(prepared),
    compactor: prepared(pods.compactor),
    rulers: pods.rulers.map(prepared),
  };
}

/** The names of the workloads that match. */
function workloads(files: Rendered, name: RegExp): readonly string[] {
  return renderedManifests(files)
    .filter(({ object: { kind, metadata } }) => kind === "StatefulSet" && name.test(metadata.name))
    .map(({ object: { metadata } }) => metadata.name);
}

function withAddresses(text: string, { host, addresses }: Pod): string {
  return text
    .replaceAll(`${host}:10901`, addresses.grpc)
    .replaceAll(`${host}:10902`, addresses.http)
    .replaceAll(`${host}:19291`, addresses.remoteWrite);
}

async function startPod(
  { part, role, host, addresses, root }: Pod,
  here: (text: string) => string,
  { thanos, files, store, edit = (_, text) => text, blocks, more = {} }: ThanosStackArgs,
  bed: AsyncDisposableStack,
): Promise<RunningServer> {
  const name = host.replace(/\..*$/, "");
  const disk = await putPodOnDisk(files, part, {
    root,
    edit: (path, text) => (path.endsWith("/objstore.yaml") ? inStore(text, store) : here(edit(path, text))),
  });
  const volume = disk.path("/var/thanos/receive");
  if (blocks !== undefined && existsSync(volume) && !existsSync(join(volume, TENANT))) {
    await cp(await blocks(), join(volume, TENANT), { recursive: true });
  }
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
