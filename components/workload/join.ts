import { objectName } from "./labels.ts";
import type { Server } from "./server.ts";

/**
 * A pillar's servers, each with what it can only say once the others are known: Prometheus, whom it scrapes; Grafana, its
 * data sources.
 *
 * @param servers the pillar's own.
 * @param all every server of the stack.
 * @throws {Error} when two servers have one name, or one calls a server that is not there.
 */
export function joinServers(servers: readonly Server[], all: readonly Server[]): readonly Server[] {
  const joined = servers.map((server): Server => {
    const { calls = [], config = [], sharedSecrets = [] } = server.join?.(all) ?? {};
    return {
      ...server,
      calls: [...server.calls, ...calls],
      config: [...config, ...(server.config ?? [])],
      sharedSecrets: [...sharedSecrets, ...(server.sharedSecrets ?? [])],
    };
  });
  const wrong = joined.flatMap((server) => faultsOf(server, all));
  if (wrong.length > 0) throw new Error(wrong.join("\n"));
  return joined;
}

function faultsOf(server: Server, all: readonly Server[]): readonly string[] {
  const name = objectName(server);
  const there = new Set(all.map((other) => other.name));
  return [
    ...(all.filter((other) => objectName(other) === name).length > 1 ? [`two servers are named ${name}`] : []),
    ...server.calls.flatMap(({ to }) =>
      to.kind === "server" && !there.has(to.server.name) ? [`${name} calls ${to.server.name}, which is not there`] : [],
    ),
  ];
}
