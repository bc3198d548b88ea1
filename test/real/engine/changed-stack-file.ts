import { isMap, parseDocument } from "yaml";
import type { SettingChange } from "./setting-change.ts";

/** The text of a stack file with one setting changed, and what has to change with it. */
export function changedStackFile(
  text: string,
  { setting, to, with: others = {} }: Pick<SettingChange, "setting" | "to" | "with">,
): string {
  const document = parseDocument(text);
  for (const [path, value] of Object.entries({ [setting]: to, ...others })) {
    const keys = keysOf(path);
    if (value === undefined) document.deleteIn(keys);
    else document.setIn(keys, document.createNode(value));
    const parent = document.getIn(keys.slice(0, -1));
    if (value === undefined && isMap(parent) && parent.items.length === 0) document.deleteIn(keys.slice(0, -1));
  }
  return document.toString();
}

/** `grafana.url` is the key `url` of `aiobs:grafana`. Numbers are places in a list. */
function keysOf(path: string): readonly (string | number)[] {
  const [top = "", ...rest] = path.split(".");
  return ["config", `aiobs:${top}`, ...rest.map((key) => (/^\d+$/.test(key) ? Number(key) : key))];
}
