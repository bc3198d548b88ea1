/** What `prod` asks for, and numbers as they are shown. */
import { parse } from "yaml";
import { CONTROLLERS } from "../../test/real/support/pod-on-disk.ts";
import { type Rendered, renderedManifests } from "../../test/real/support/rendered.ts";

/** The manifest of a part's controller, as it is written. */
export function workloadText(files: Rendered, part: string): string {
  const found = renderedManifests(files).find(
    ({ object: { kind, metadata } }) => CONTROLLERS.includes(kind) && metadata.name === part,
  );
  if (found === undefined) throw new Error(`prod has no ${part}`);
  return found.text;
}

/** What a pod of a part asks for, and its limit where that differs. */
export function requests(files: Rendered, part: string, resource: "cpu" | "memory"): string {
  const [container] = parse(workloadText(files, part)).spec.template.spec.containers;
  const { requests: asked, limits } = container.resources;
  return asked[resource] === limits[resource] ? `${asked[resource]}` : `${asked[resource]}, up to ${limits[resource]}`;
}

/** A number of cores, in words. */
export function cores(number: number): string {
  return `${number.toFixed(2)} cores`;
}

/** A whole number, in words. */
export function count(number: number): string {
  return new Intl.NumberFormat("en", { maximumFractionDigits: 0 }).format(number);
}
