import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { parse } from "yaml";
import { z } from "zod";
import type { Plan } from "../../../preview/plan.ts";
import { ROOT } from "../../../preview/root.ts";
import { Manifest } from "../../../tools/servers/manifest.ts";

/** The stacks of this repository. */
export const STACKS = ["local", "dev", "prod"] as const;

/** A stack of this repository. */
export type Stack = (typeof STACKS)[number];

/** Every file that the preview of a stack renders, by its path below the output folder. */
export type Rendered = ReadonlyMap<string, string>;

/** A manifest and where it was rendered to. */
export interface RenderedManifest {
  /** Path below the output folder. */
  readonly file: string;
  /** The file itself: YAML. */
  readonly text: string;
  readonly object: z.infer<typeof Manifest>;
}

/** Most of a preview's time is spent on loading the program: one process renders all stacks, one after another. */
const PROGRAM = `
const [preview, ...stacks] = process.argv.slice(1);
const { previewStack } = await import(preview);
const rendered = [];
for (const stack of stacks) {
  try {
    const { files, plan } = await previewStack(stack);
    rendered.push({ files: [...files], plan: JSON.stringify(plan) });
  } catch (error) {
    rendered.push({ error: error.message });
  }
}
process.stdout.write(JSON.stringify(rendered));
`;

const Output = z.array(
  z.union([
    z.strictObject({ files: z.array(z.tuple([z.string(), z.string()])), plan: z.string() }),
    z.strictObject({ error: z.string() }),
  ]),
);

/** A stack's files are some megabytes. */
const MAX_BYTES = 64 * 1024 * 1024;

let output: Promise<z.infer<typeof Output>> | undefined;

/**
 * The files of a stack, rendered in a process of its own: the program runs as for a user, by Node's own type stripping.
 *
 * @throws {Error} when the preview fails, with its error.
 */
export async function renderStack(stack: Stack): Promise<Rendered> {
  return new Map((await previewOf(stack)).files);
}

/**
 * The plan of a stack, with the whole text of each file in it.
 *
 * @throws {Error} when the preview fails, with its error.
 */
export async function planOfStack(stack: Stack): Promise<Plan> {
  return JSON.parse((await previewOf(stack)).plan);
}

async function previewOf(stack: Stack) {
  output ??= renderAll();
  const result = (await output)[STACKS.indexOf(stack)];
  if (result === undefined || "error" in result) throw new Error(`the preview of ${stack} failed: ${result?.error}`);
  return result;
}

async function renderAll(): Promise<z.infer<typeof Output>> {
  const preview = new URL(`file://${ROOT}/preview/preview.ts`).href;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--input-type=module", "--eval", PROGRAM, preview, ...STACKS],
    { cwd: ROOT, maxBuffer: MAX_BYTES },
  );
  return Output.parse(JSON.parse(stdout));
}

/** The Kubernetes manifests in the order in which `kubectl apply -f kubernetes/` takes them: by file name. */
export function renderedManifests(files: Rendered): readonly RenderedManifest[] {
  return [...files]
    .filter(([file]) => file.startsWith("kubernetes/"))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([file, text]) => ({ file, text, object: Manifest.parse(parse(text)) }));
}

/**
 * The keys of a Secret that the commands in `secrets.md` make: the manifests have none.
 * @throws {Error} when no command makes it.
 */
export function secretKeys(files: Rendered, name: string): readonly string[] {
  const commands = renderedFile(files, "secrets.md").split("\nkubectl ");
  const command = commands.find((one) => one.startsWith(`create secret generic ${name} `));
  if (command === undefined) throw new Error(`secrets.md has no command that makes the Secret ${name}`);
  return [...command.matchAll(/--from-(?:file|literal)=([^=]+)=/g)].flatMap(([, key]) => key ?? []);
}

/**
 * One rendered file.
 * @throws {Error} when there is none of that path.
 */
export function renderedFile(files: Rendered, path: string): string {
  const text = files.get(path);
  if (text === undefined) throw new Error(`the preview rendered no ${path}; it has ${[...files.keys()].join(", ")}`);
  return text;
}
