import { freePort, LOOPBACK } from "../../../tools/servers/ports.ts";
import { answers, type RunningServer, startServer } from "../../../tools/servers/processes.ts";

/** What a Thanos process does: the subcommand of the one binary. */
export type ThanosRole = "compact" | "query" | "query-frontend" | "receive" | "rule" | "store";

/** Where a Thanos process listens, each as `host:port`. A role leaves out what it does not serve ({@link LISTEN_FLAGS}). */
export interface ThanosAddresses {
  /** API, metrics and readiness. */
  readonly http: string;
  /** StoreAPI, and writes between Receives. */
  readonly grpc: string;
  /** Prometheus' remote write. */
  readonly remoteWrite: string;
  /** Writes between Receives that are told to use Cap'n Proto. */
  readonly capnproto: string;
}

/** A Thanos process that runs. */
export interface ThanosProcess extends RunningServer, ThanosAddresses {}

/** What to start a Thanos process from. */
export interface ThanosSpec {
  /** Absolute path of the binary. */
  readonly thanos: string;
  readonly role: ThanosRole;
  /** The process's arguments as they are rendered, without the role, with the paths on this machine. */
  readonly args: readonly string[];
  /** Absent: it listens wherever there is room. Given where others are told of it before it starts, as in a hashring. */
  readonly addresses?: ThanosAddresses;
}

/** The flags that say where a role listens (`thanos <role> --help`). */
const LISTEN_FLAGS = {
  compact: { "--http-address": "http" },
  query: { "--http-address": "http", "--grpc-address": "grpc" },
  "query-frontend": { "--http-address": "http" },
  receive: {
    "--http-address": "http",
    "--grpc-address": "grpc",
    "--remote-write.address": "remoteWrite",
    "--receive.capnproto-address": "capnproto",
  },
  rule: { "--http-address": "http", "--grpc-address": "grpc" },
  store: { "--http-address": "http", "--grpc-address": "grpc" },
} as const satisfies Record<ThanosRole, Readonly<Record<string, keyof ThanosAddresses>>>;

/** Free addresses for a Thanos process that has yet to start. */
export async function thanosAddresses(): Promise<ThanosAddresses> {
  const address = async () => `${LOOPBACK}:${await freePort()}`;
  return { http: await address(), grpc: await address(), remoteWrite: await address(), capnproto: await address() };
}

/** The arguments that make a role listen at these addresses. */
export function listeningFlags(role: ThanosRole, addresses: ThanosAddresses): readonly string[] {
  const flags: Readonly<Record<string, keyof ThanosAddresses>> = LISTEN_FLAGS[role];
  return Object.entries(flags).map(([flag, key]) => `${flag}=${addresses[key]}`);
}

/**
 * Starts a Thanos process with its own arguments, but for where it listens: Thanos refuses a flag that it is given twice.
 * It stops with the bed.
 */
export async function startThanos(spec: ThanosSpec, bed: AsyncDisposableStack): Promise<ThanosProcess> {
  const { thanos, role, args, addresses = await thanosAddresses() } = spec;
  const listening = listeningFlags(role, addresses);
  const own = args.filter((argument) => !listening.some((flag) => argument.startsWith(flag.replace(/=.*$/, "="))));
  const ready = () => answers(`http://${addresses.http}/-/ready`);
  const command = { name: `thanos ${role}`, command: thanos, args: [role, ...own, ...listening], ready };
  return { ...addresses, ...(await startServer(command, bed)) };
}
