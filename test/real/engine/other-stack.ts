import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Engine } from "./engine.ts";

const Exported = z.looseObject({ deployment: z.looseObject({}) });

/**
 * Makes a stack of another project, with nothing in it but outputs: one that a `StackReference` finds.
 *
 * @param name its full name, `organization/<project>/<stack>`: a backend in a folder knows that one organisation
 */
export async function makeOtherStack(
  engine: Engine,
  name: string,
  outputs: Readonly<Record<string, unknown>>,
): Promise<void> {
  const [, project = "", stack = ""] = name.split("/");
  const folder = join(engine.home, project);
  const file = join(folder, "state.json");
  mkdirSync(folder);
  writeFileSync(join(folder, "Pulumi.yaml"), `name: ${project}\nruntime: nodejs\n`);
  await told(engine, "stack", "init", stack, "--cwd", folder);
  await told(engine, "stack", "export", "--cwd", folder, "--stack", stack, "--file", file);
  const exported = Exported.parse(JSON.parse(readFileSync(file, "utf8")));
  const type = "pulumi:pulumi:Stack";
  const urn = `urn:pulumi:${stack}::${project}::${type}::${project}-${stack}`;
  const resources = [{ urn, type, custom: false, outputs }];
  writeFileSync(file, JSON.stringify({ ...exported, deployment: { ...exported.deployment, resources } }));
  await told(engine, "stack", "import", "--cwd", folder, "--stack", stack, "--file", file);
}

async function told(engine: Engine, ...args: readonly string[]): Promise<void> {
  const { exitCode, stderr } = await engine.pulumi(...args);
  if (exitCode !== 0) throw new Error(`pulumi ${args.join(" ")}: ${stderr}`);
}
