/**
 * Half of what a resource costs in a plan: Pulumi watches each of its promises, four for each property, to say when the process
 * ends which one never came. Of a plan it never says so: its process then ends with Node's own word on what is not settled.
 */
import { createRequire } from "node:module";

/** What is used of Pulumi's `runtime/debuggable.js`, which has no types. */
interface Watch {
  debuggablePromise: <T>(promise: Promise<T>) => Promise<T>;
}

const watch: Watch = createRequire(import.meta.url)("@pulumi/pulumi/runtime/debuggable.js");

/** Begins to leave promises unwatched; to call what it returns ends that. */
export function unwatchPromises(): () => void {
  const { debuggablePromise } = watch;
  watch.debuggablePromise = (promise) => promise;
  return () => {
    watch.debuggablePromise = debuggablePromise;
  };
}
