import { existsSync, readFileSync } from "node:fs";

/** One thing that a stub provider did: to the cloud it stands for, not merely in a preview. */
export interface ProviderCall {
  readonly did: "create" | "update" | "delete";
  readonly urn: string;
}

/** What all stub providers did, in order. */
export function readProviderLog(file: string): readonly ProviderCall[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line): ProviderCall => JSON.parse(line));
}
