import { homedir } from "node:os";
import { join } from "node:path";

/** Where applications are installed: in the user's cache folder, beside the tools (XDG Base Directory Specification 0.8). */
export function contractCache(env: Readonly<Record<string, string | undefined>> = process.env): string {
  const configured = env.XDG_CACHE_HOME;
  const root = configured?.startsWith("/") ? configured : join(env.HOME || homedir(), ".cache");
  return join(root, "aiobs", "contract");
}
