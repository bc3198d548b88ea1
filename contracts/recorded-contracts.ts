import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type Contract, readContract } from "./contract.ts";

/** Where contracts are kept. */
export const RECORDED: string = join(import.meta.dirname, "recorded");

/** The contracts that are kept, by name and version. */
export function recordedContracts(folder: string = RECORDED): readonly Contract[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .sort()
    .map((file) => readContract(join(folder, file)));
}

/** Which of two versions is the older one: the numbers in them count, from the left. */
export function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}
