import { isIPv4 } from "node:net";
import { textType } from "./text-type.ts";

/** Whether an http(s) URL's host is this machine itself. */
export function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  if (hostname === "localhost" || hostname.endsWith(".localhost") || hostname === "[::1]") return true;
  return isIPv4(hostname) && hostname.startsWith("127.");
}

/** Whether a URL stays on the machine or in the cluster: loopback, a bare service name, or `<service>.<namespace>.svc`. */
function isLocal(url: string): boolean {
  const { hostname } = new URL(url);
  return (
    isLoopback(url) || /^[a-z\d-]+$/.test(hostname) || /^[^.]+(?:\.[^.]+)+\.svc(?:\.cluster\.local)?$/.test(hostname)
  );
}

/** An http(s) URL without user and password, its last slashes cut off; `undefined` if it is none. */
function parseHttpUrl(text: string): string | undefined {
  if (!/^https?:\/\/[^\s]+$/.test(text) || !URL.canParse(text)) return undefined;
  const { username, password } = new URL(text);
  return username === "" && password === "" ? text.replace(/\/+$/, "") : undefined;
}

/**
 * A setting that holds the address of a page. Plain http is for the machine itself and the cluster's own network;
 * user and password have no place in it.
 */
export function pageUrl(examples: readonly string[]) {
  return textType({
    name: "URL",
    expected: `a URL such as "${examples[0]}" (https; http only on localhost and inside the cluster; no user or password)`,
    examples,
    pattern: /^https?:\/\/[^\s]+$/,
    parse(text) {
      const url = parseHttpUrl(text);
      return url !== undefined && (url.startsWith("https:") || isLocal(url)) ? url : undefined;
    },
    nearest: (text) => (/^http:\/\/[^\s@]+$/.test(text) ? text.replace("http:", "https:") : undefined),
  });
}

/** A setting that holds the address of a server on this machine or in the cluster, which needs no secret. */
export function localUrl(examples: readonly string[]) {
  return textType({
    name: "local URL",
    expected: `a URL on localhost or inside the cluster such as "${examples[0]}"`,
    examples,
    pattern: /^https?:\/\/[^\s]+$/,
    parse(text) {
      const url = parseHttpUrl(text);
      return url !== undefined && isLocal(url) ? url : undefined;
    },
  });
}
