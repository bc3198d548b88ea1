import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { rootCertificates } from "node:tls";
import { parse } from "yaml";
import { z } from "zod";
import { type Rendered, type RenderedManifest, renderedManifests, secretKeys } from "./rendered.ts";

/** A pod whose files lie below a folder of this machine, in place of below `/`. */
export interface PodOnDisk {
  /** The container's arguments, with the paths on this machine. */
  readonly args: readonly string[];
  /** A path of the pod, on this machine. */
  readonly path: (podPath: string) => string;
}

/** What a rendered pod cannot know. */
export interface PodSurroundings {
  /** The folder that stands for `/`. */
  readonly root: string;
  /** The content of a secret's file; absent: none is written. */
  readonly secret?: (file: string) => string;
  /** Changes a configuration file on its way to the disk; absent: it is written as it was rendered. */
  readonly edit?: (podPath: string, text: string) => string;
}

/** Where Kubernetes puts the files of a service account. */
const ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";

/** The kinds of manifest whose controller makes pods. */
export const CONTROLLERS: readonly string[] = ["DaemonSet", "Deployment", "StatefulSet"];

const Workload = z.looseObject({
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({
    replicas: z.number().default(1),
    template: z.looseObject({
      spec: z.looseObject({
        containers: z.array(
          z.looseObject({
            name: z.string(),
            args: z.array(z.string()).default([]),
            volumeMounts: z.array(z.looseObject({ name: z.string(), mountPath: z.string() })).default([]),
          }),
        ),
        volumes: z
          .array(
            z.looseObject({
              name: z.string(),
              configMap: z.looseObject({ name: z.string() }).optional(),
              secret: z.looseObject({ secretName: z.string() }).optional(),
            }),
          )
          .default([]),
      }),
    }),
  }),
});

const Files = z.looseObject({ data: z.record(z.string(), z.string()).default({}) });

/**
 * Puts the files of a part's pod on disk as its rendered manifests mount them: each ConfigMap and Secret in the folder where
 * the container finds it, an empty folder for each other volume. In the files and the arguments every path below such a
 * folder is rewritten to where it is now, so that a server started here reads what it would read in its pod, and a file
 * mounted elsewhere than its reader looks is found out.
 *
 * @param part the part's name, which its controller and its container bear.
 * @throws {Error} when the part is not rendered.
 */
export async function putPodOnDisk(files: Rendered, part: string, surroundings: PodSurroundings): Promise<PodOnDisk> {
  const manifests = renderedManifests(files);
  const workload = workloadOf(manifests, part);
  // Of several workloads of one server each is named after it, and so is the container.
  const container = workload.spec.template.spec.containers.find(({ name }) => `${part}-`.startsWith(`${name}-`));
  if (container === undefined) throw new Error(`the rendered workload ${part} has no container ${part}`);

  const { root, secret, edit = (_, text) => text } = surroundings;
  const mountPaths = [...container.volumeMounts.map(({ mountPath }) => mountPath), ACCOUNT];
  const moved = (text: string) => mountPaths.reduce((result, path) => moveBelow(root, path, result), text);
  const filesOf = (configMap: string) => {
    const found = manifests.find(({ object }) => object.kind === "ConfigMap" && object.metadata.name === configMap);
    if (found === undefined) throw new Error(`${part} mounts the ConfigMap ${configMap}, which is not rendered`);
    return Files.parse(parse(found.text)).data;
  };

  for (const { name, mountPath } of container.volumeMounts) {
    await mkdir(join(root, mountPath), { recursive: true });
    const volume = workload.spec.template.spec.volumes.find((candidate) => candidate.name === name);
    if (volume?.configMap !== undefined) {
      for (const [file, text] of Object.entries(filesOf(volume.configMap.name))) {
        const podPath = join(mountPath, file);
        await writeBelow(root, podPath, moved(edit(podPath, text)));
      }
    }
    if (volume?.secret !== undefined && secret !== undefined) {
      for (const file of secretKeys(files, volume.secret.secretName)) {
        await writeBelow(root, join(mountPath, file), secret(file));
      }
    }
  }
  // Kubernetes makes these. Any certificate will do: none of these servers is called here.
  await writeBelow(root, join(ACCOUNT, "token"), "token-of-a-service-account");
  await writeBelow(root, join(ACCOUNT, "ca.crt"), rootCertificates[0] ?? "");

  return {
    args: container.args.map(moved),
    path: (podPath) => join(root, podPath),
  };
}

/** How many pods of a part there are. */
export function replicasOf(files: Rendered, part: string): number {
  return workloadOf(renderedManifests(files), part).spec.replicas;
}

function workloadOf(manifests: readonly RenderedManifest[], part: string): z.infer<typeof Workload> {
  const found = manifests.find(
    ({ object: { kind, metadata } }) => CONTROLLERS.includes(kind) && metadata.name === part,
  );
  if (found === undefined) throw new Error(`there is no rendered workload ${part}`);
  return Workload.parse(found.object);
}

async function writeBelow(root: string, podPath: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, podPath)), { recursive: true });
  await writeFile(join(root, podPath), text);
}

/** Every mention of a path of the pod, or of one below it, as the path on this machine. */
function moveBelow(root: string, podPath: string, text: string): string {
  // Neither the end of another path (`/etc/prometheus` ends in `/prometheus`) nor of a URL, nor the beginning of another name.
  return text.replaceAll(
    new RegExp(`(?<![\\w./-])${podPath.replaceAll(".", "\\.")}(?![\\w.-])`, "g"),
    join(root, podPath),
  );
}
