/** Applications that come from PyPI, each in an environment of its own with the versions of `pins.json` and no others. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import pins from "../pins.json" with { type: "json" };
import { contractCache } from "./cache.ts";

const run = promisify(execFile);

/** An environment that is pinned. */
export type EnvironmentName = keyof typeof pins.environments;

/** Open WebUI's takes 4 min on a slow line. */
const INSTALL_MS = 20 * 60_000;
const ASK_MS = 10_000;

/** What the pinned releases run on: Open WebUI takes nothing newer. */
const PYTHON_VERSIONS: readonly string[] = ["3.11", "3.12"];

/** The pinned version of an environment's own package, which has its name. */
export function pinnedVersion(name: EnvironmentName): string {
  return new Map(Object.entries(pins.environments[name])).get(name) ?? "";
}

/**
 * The folder of an environment's programs, installed where it is not there yet. With other pins it is another environment.
 *
 * @throws {Error} where there is no Python for it, or a package cannot be had.
 */
export async function pythonEnvironment(name: EnvironmentName, tell: (text: string) => void): Promise<string> {
  const packages = Object.entries(pins.environments[name]).map(([each, version]) => `${each}==${version}`);
  const hash = createHash("sha256")
    .update(JSON.stringify([pins.uv, packages]))
    .digest("hex")
    .slice(0, 10);
  const folder = join(contractCache(), `${name}-${hash}`);
  const whole = join(folder, "whole");
  const bin = join(folder, "bin");
  if (existsSync(whole)) return bin;
  // One that was left half done.
  rmSync(folder, { recursive: true, force: true });
  const python = await findPython();
  const uv = await installedUv(python, tell);
  tell(`installs ${packages.length} packages`);
  await run(python, ["-m", "venv", "--without-pip", folder], { timeout: INSTALL_MS });
  const list = join(folder, "packages.txt");
  writeFileSync(list, `${packages.join("\n")}\n`);
  // Without dependencies: the pins are all that is needed, and less than what the packages ask for (docs/contracts.md).
  const args = ["pip", "install", "--quiet", "--no-deps", "--python", join(bin, "python"), "--requirements", list];
  const env = { ...process.env, UV_CACHE_DIR: join(contractCache(), "uv-cache"), UV_SYSTEM_CERTS: "true" };
  await run(uv, args, { timeout: INSTALL_MS, env });
  writeFileSync(whole, "");
  return bin;
}

/** uv, which installs some hundred packages in seconds, in an environment of its own. */
async function installedUv(python: string, tell: (text: string) => void): Promise<string> {
  const folder = join(contractCache(), `uv-${pins.uv}`);
  const uv = join(folder, "bin", "uv");
  if (existsSync(uv)) return uv;
  tell(`installs uv ${pins.uv}`);
  mkdirSync(contractCache(), { recursive: true });
  await run(python, ["-m", "venv", folder], { timeout: INSTALL_MS });
  await run(join(folder, "bin", "pip"), ["install", "--quiet", `uv==${pins.uv}`], { timeout: INSTALL_MS });
  return uv;
}

/** A Python on `PATH` of a version that will do. */
async function findPython(): Promise<string> {
  const found: string[] = [];
  for (const command of ["python3.12", "python3.11", "python3"]) {
    try {
      const asked = 'import sys; print("%d.%d %s" % (*sys.version_info[:2], sys.executable))';
      const { stdout } = await run(command, ["-c", asked], { timeout: ASK_MS });
      const [version = "", path = ""] = stdout.trim().split(" ");
      if (PYTHON_VERSIONS.includes(version)) return path;
      found.push(`${command} is ${version}`);
    } catch {
      // Not there, or a launcher without a Python behind it.
    }
  }
  const there = found.length === 0 ? "there is none" : found.join(", ");
  throw new Error(`Python ${PYTHON_VERSIONS.join(" or ")} is needed on PATH; ${there}`);
}
