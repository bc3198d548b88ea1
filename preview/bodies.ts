/** Keeps the text of each file of a server in one place: elsewhere stand the file's path and a hash. */
import { createHash } from "node:crypto";
import { isObject, type RenderedFiles } from "./manifests.ts";
import type { Plan } from "./plan.ts";
import type { Json } from "./record.ts";

/**
 * The plan with every text of more than one line that is a file of `files` replaced by where it is, and its SHA-256: a
 * changed word of a dashboard is then one changed line, and another hash, and not two texts of a hundred kilobytes.
 *
 * @param files the files that the servers read, by their path below the output folder.
 */
export function withoutBodies(plan: Plan, files: RenderedFiles): Plan {
  const paths = new Map(
    [...files].filter(([, text]) => text.trimEnd().includes("\n")).map(([path, text]) => [text, path]),
  );
  const shortened = (value: Json): Json => {
    if (typeof value === "string") {
      const file = paths.get(value);
      return file === undefined ? value : { file, sha256: createHash("sha256").update(value).digest("hex") };
    }
    if (Array.isArray(value)) return value.map(shortened);
    return isObject(value) ? shortenedObject(value) : value;
  };
  const shortenedObject = (value: { readonly [key: string]: Json }) =>
    Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shortened(item)]));
  return { ...plan, resources: plan.resources.map((one) => ({ ...one, inputs: shortenedObject(one.inputs) })) };
}
