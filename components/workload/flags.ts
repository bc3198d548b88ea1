/** Command-line flags of a server that are not a stack's to give. */
import type { Server } from "./server.ts";

/** Flags that say where a server listens and where its files are: probes, services, policies and other servers go by them. */
const RELIED_ON = /(?:^|[.-])(?:listen-?(?:address|port)|http-address|grpc-address|route-prefix|config[.-]file)$/i;

/** Why a server cannot be given a flag; absent where it can. */
export function takenFlag({ args = [], environmentFlags = [] }: Server, given: string): string | undefined {
  const name = flagName(given);
  const own = args.find((argument) => argument.startsWith("-") && flagName(argument) === name);
  if (own !== undefined) return `the program sets it, to ${own}; remove it`;
  if (environmentFlags.includes(name)) return "the program sets it by the environment; remove it";
  if (RELIED_ON.test(name))
    return "the program relies on it: where the part listens and finds its files is its own; remove it";
  return undefined;
}

/** `--no-collector.wifi` and `--collector.wifi=true` → `collector.wifi`: kingpin turns a flag off by another name. */
function flagName(argument: string): string {
  return argument.replace(/^--?/, "").replace(/=.*$/s, "").replace(/^no-/, "");
}
