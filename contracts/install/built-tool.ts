import type { ToolName } from "../../tools/catalogue.ts";
import { findTool } from "../../tools/find.ts";

/**
 * The absolute path of a server that `npm run tools` builds, in its pinned version.
 *
 * @throws {Error} when it is not built; it says how to.
 */
export function builtTool(name: ToolName): string {
  const found = findTool(name);
  if (found.kind === "missing") throw new Error(found.hint);
  return found.path;
}
