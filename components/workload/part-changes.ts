/** What a stack's settings change of its parts: in one place, whatever the part is. */
import { isPart, type PartName } from "../../config/parts/catalogue.ts";
import type { PartSettings } from "../../config/parts/schema.ts";
import { formatPath, settingError } from "../../config/setting-problem.ts";
import type { Settings } from "../../config/settings.ts";
import { parseBytes } from "../../config/types/bytes.ts";
import { parseCpu } from "../../config/types/cpu.ts";
import type { Problem } from "../../problems/problem.ts";
import { burstLimit } from "./burst-limit.ts";
import { takenFlag } from "./flags.ts";
import type { Replication, Server } from "./server.ts";

type Parts = Settings["parts"];

/** The well-known label of a node's zone (https://kubernetes.io/docs/reference/labels-annotations-taints/). */
const ZONE = "topology.kubernetes.io/zone";

/** A server as the settings have its part. */
export function changedPart(server: Server, parts: Parts): Server {
  const part = settingsOf(server.name, parts);
  if (part === undefined) return server;
  const {
    image,
    arguments: more = [],
    storageClass,
    nodeSelector,
    tolerations,
    priorityClass,
    labels,
    annotations,
  } = part;
  return {
    ...server,
    ...(image === undefined ? {} : { image: { reference: image } }),
    ...(more.length === 0 ? {} : { args: [...(server.args ?? []), ...more] }),
    ...sized(server, part),
    replication: withClass(server.replication, storageClass),
    pods: {
      ...(nodeSelector === undefined ? {} : { nodeSelector }),
      ...(tolerations === undefined ? {} : { tolerations }),
      ...(priorityClass === undefined ? {} : { priorityClass }),
      ...(labels === undefined ? {} : { labels }),
      ...(annotations === undefined ? {} : { annotations }),
    },
  };
}

/** Whether the stack brings a server: it is neither left out nor one that the cluster has already. */
export function isDeployed({ name }: Pick<Server, "name">, parts: Parts): boolean {
  const { deploy = "on" } = settingsOf(name, parts) ?? {};
  return deploy === "on";
}

/** What of the settings of parts no server of the stack can have. */
export function partProblems(servers: readonly Server[], parts: Parts): readonly Problem[] {
  return Object.entries(parts).flatMap(([name, part]) => {
    const at = ["parts", name];
    const own = servers.filter((server) => server.name === name);
    const [first] = own;
    if (first === undefined) {
      const hint = "remove it, or set what brings the part";
      return [settingError(at, "is not used: the stack has no such part", { hint })];
    }
    const flags = (part.arguments ?? []).flatMap((given, index) => {
      const taken = takenFlag(first, given);
      return taken === undefined ? [] : [settingError([...at, "arguments", index], taken, { found: given })];
    });
    const zoned = own.some(({ replication }) => replication.kind === "StatefulSet" && replication.availabilityZone);
    if (!zoned || part.nodeSelector?.[ZONE] === undefined) return flags;
    const message = `each zone has pods of its own, by ${formatPath(["cluster", "zones"])}; remove it`;
    return [...flags, settingError([...at, "nodeSelector", ZONE], message)];
  });
}

function settingsOf(name: string, parts: Parts): PartSettings | undefined {
  return isPart(name) ? parts[name satisfies PartName] : undefined;
}

/** Its processor time and memory, and what its process is told of them. */
function sized(server: Server, { cpu, memory }: PartSettings): Pick<Server, "resources" | "environment"> {
  const { resources, environment } = server;
  const before = parseBytes(resources.memory)?.bytes;
  const goLimit = environment?.GOMEMLIMIT;
  const limit = parseCpu(resources.cpuLimit)?.cores ?? 0;
  return {
    resources: {
      ...resources,
      ...(cpu === undefined
        ? {}
        : { cpu: cpu.text, cpuLimit: limit >= cpu.cores * 4 ? resources.cpuLimit : burstLimit(cpu) }),
      ...(memory === undefined ? {} : { memory: memory.text }),
    },
    // Go collects garbage in time for the limit that it knows: it keeps its share.
    ...(memory === undefined || before === undefined || typeof goLimit !== "string"
      ? {}
      : { environment: { ...environment, GOMEMLIMIT: String(Math.floor((Number(goLimit) / before) * memory.bytes)) } }),
  };
}

function withClass(replication: Replication, storageClass: string | undefined): Replication {
  if (replication.kind !== "StatefulSet" || storageClass === undefined) return replication;
  return { ...replication, storage: { ...replication.storage, storageClass } };
}
