import { patternType } from "./text-type.ts";

/** A setting that holds the path of a URL, without query and fragment. */
export function httpPath(example: string) {
  return patternType({
    name: "path",
    expected: `the path of a URL such as "${example}", without query`,
    examples: [example],
    pattern: /^\/[^\s?#]*$/,
    nearest: (text) => `/${text.trim().replace(/^\/+/, "")}`,
  });
}
