import { readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, resolve } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import type { Problem } from "../problems/problem.ts";
import { describeFound, settingError } from "./setting-problem.ts";
import type { Settings } from "./settings.ts";
import { orList } from "./types/or-list.ts";

type NamedFoundation = Exclude<Settings["foundation"], { readonly stack: string }>;

/** What of a kubeconfig says which cluster is meant (https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/). */
const kubeconfig = z.looseObject({
  contexts: z.array(z.looseObject({ name: z.string(), context: z.looseObject({ cluster: z.string() }) })).nullish(),
  clusters: z.array(z.looseObject({ name: z.string(), cluster: z.looseObject({ server: z.string() }) })).nullish(),
});

/** The absolute path of a kubeconfig: `~` is the home folder, relative paths start at the project's folder. */
export function resolveKubeconfig(path: string): string {
  return resolve(path.replace(/^~(?=\/|$)/, homedir()));
}

/**
 * Checks that a stack's settings and the machine's kubeconfig lead to one cluster, the one that is meant: kubectl's current
 * context is never relied on. Looks at the disk, which parsing the settings never does. A machine without any kubeconfig
 * leads nowhere, which the provider itself says.
 *
 * @param variable the text of `$KUBECONFIG`
 */
export function checkCluster(foundation: NamedFoundation, variable = process.env.KUBECONFIG ?? ""): readonly Problem[] {
  const { kubeconfig: path, context, server } = foundation;
  const missing = path === undefined ? undefined : checkFile(path);
  if (missing !== undefined) return [missing];
  if (path === undefined && /[\n{]/.test(variable)) {
    const message = "KUBECONFIG holds a kubeconfig's content; write it to a file and let KUBECONFIG name that";
    return [settingError(["foundation", "kubeconfig"], message)];
  }
  const servers = serversByContext(path === undefined ? usualFiles(variable) : [resolveKubeconfig(path)]);
  const names = [...servers.keys()].sort();
  if (names.length === 0) return [];
  const at = ["foundation", "context"];
  if (context === undefined) {
    const message = `says which cluster of the kubeconfig is meant, and kubectl's current one may be another tomorrow; expected ${orList(names)}`;
    return [settingError(at, message, { found: "nothing" })];
  }
  if (!servers.has(context)) {
    const message = `no such context in the kubeconfig; expected ${orList(names)}`;
    return [settingError(at, message, { found: describeFound(context) })];
  }
  const leadsTo = servers.get(context);
  if (server === undefined || leadsTo === server) return [];
  const message = `the context "${context}" leads to ${leadsTo ?? "no server"}: to another cluster; correct the kubeconfig, or this`;
  return [settingError(["foundation", "server"], message, { found: describeFound(server) })];
}

function checkFile(path: string): Problem | undefined {
  const file = resolveKubeconfig(path);
  const refuse = (message: string) =>
    settingError(["foundation", "kubeconfig"], message, { found: describeFound(path) });
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined)
    return refuse(`no such file: ${file}; correct the path, or leave it out to use the usual one`);
  return stats.isFile() ? undefined : refuse(`not a file: ${file}`);
}

/** The files that kubectl reads where none is named. */
function usualFiles(variable: string): readonly string[] {
  const named = variable.split(delimiter).filter((file) => file !== "");
  const files = named.length === 0 ? [resolveKubeconfig("~/.kube/config")] : named;
  return files.filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
}

/** The server that each context leads to. Of two contexts of one name the first counts, as for kubectl. */
function serversByContext(files: readonly string[]): ReadonlyMap<string, string | undefined> {
  const read = files.map((file) => kubeconfig.safeParse(parse(readFileSync(file, "utf8"))).data ?? {});
  const clusters = read.flatMap((one) => one.clusters ?? []);
  const serverOf = (name: string) => clusters.find((one) => one.name === name)?.cluster.server;
  const contexts = read.flatMap((one) => one.contexts ?? []);
  return new Map(contexts.toReversed().map(({ name, context }) => [name, serverOf(context.cluster)]));
}
